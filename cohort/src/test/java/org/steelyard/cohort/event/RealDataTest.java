package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.CohortBuilder;
import org.steelyard.cohort.CohortError;
import org.steelyard.cohort.CohortSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Protocol;

/**
 * Cohorts of two public OMOP sets against queries written by hand over the files as they lie there. The queries share nothing
 * with the compiler.
 */
@Tag("slow")
class RealDataTest {

    @TempDir
    private static Path work;

    private static final EventSettings DUCK = EventSettings.duckDb(1, Optional.empty(), Optional.empty());

    private static final String MIMIC_SECTION = """
              source: main
              treated: {event: {domain: drug-era, concepts: one}, firstOnly: true}
              control: {event: {domain: drug-era, concepts: two}, firstOnly: true}
              restrictions: {commonPeriod: false, bothArms: keep-first}
              followUp: {endAnchor: cohort-start, endOffset: 365, censor: [death, observation-end]}
              outcomes:
                - {name: dead, label: 死亡, kind: time-to-event, event: {domain: death}}
                - {name: beds, label: 住院天数, kind: inpatient-days, window: {from: 0, to: 365}}
              covariates:
                - {name: age, label: 年龄, kind: age}
                - {name: sex, label: 性别, kind: sex}
                - {name: procedures, label: 操作次数, kind: count, event: {domain: procedure}, window: {to: 0}}
                - {name: stays, label: 住院次数, kind: count, event: {domain: visit, visits: [inpatient]}, window: {to: 0}}
                - {name: hypertension, label: 高血压, kind: any, event: {domain: condition, concepts: hypertension}, window: {}}
              features:
                - {name: dx, label: 诊断, domain: condition, window: {}, top: 5, code: concept}
            """;

    private static Protocol plan(String section, String sets) {
        return EventCohortSpecTest.plan(section, sets);
    }

    private static List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> out = new ArrayList<>();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(i > 1 ? "|" : "").append(rows.getString(i));
                }
                out.add(line.toString());
            }
            return out;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theMimicDemoGivesTheCohortThatAHandWrittenQueryGives() {
        Path set = Stores.shared("mimic_iv_demo_omop_0.9");
        StandardStore store = Stores.omop("mimic_iv_demo_omop_0.9", work);
        Protocol plan = plan(MIMIC_SECTION, """
                  - {id: one, label: 甲药, items: [{concept: 1560524, descendants: true}]}
                  - {id: two, label: 乙药, items: [{concept: 1125315, descendants: true}]}
                  - {id: hypertension, label: 高血压, items: [{concept: 320128, descendants: true}]}
                """);
        EventTable table = EventCohorts.build(plan, Map.of("main", store), work.resolve("mimic"), DUCK);
        String t = "read_csv('" + set + "/%s.csv', header = true)";
        String sql = """
                WITH e AS (
                  SELECT person_id, CASE drug_concept_id WHEN 1560524 THEN 1 ELSE 0 END AS arm, min(drug_era_start_date) AS d
                  FROM %s WHERE drug_concept_id IN (1560524, 1125315) GROUP BY ALL),
                o AS (SELECT e.*, observation_period_end_date AS o_end FROM e JOIN %s p ON p.person_id = e.person_id
                  AND d BETWEEN observation_period_start_date AND observation_period_end_date),
                k AS (SELECT * FROM o a WHERE NOT EXISTS (
                  SELECT 1 FROM o b WHERE b.person_id = a.person_id AND b.arm <> a.arm AND b.d <= a.d)),
                f AS (SELECT k.*, death_date AS dd, least(365, o_end - d, coalesce(death_date - d, 99999)) AS last
                  FROM k LEFT JOIN %s x ON x.person_id = k.person_id)
                SELECT f.person_id, arm, d, last + 1,
                  CASE WHEN dd - d BETWEEN 0 AND last THEN 1 ELSE 0 END,
                  CASE WHEN dd - d BETWEEN 0 AND last THEN dd - d + 1 ELSE last + 1 END,
                  (SELECT coalesce(sum(greatest(0, least(greatest(visit_end_date - d - 1, visit_start_date - d), 365)
                     - greatest(visit_start_date - d, 0) + 1)), 0) FROM %s v WHERE v.person_id = f.person_id
                     AND visit_concept_id IN (9201, 262, 8717)),
                  year(d) - year_of_birth, CASE gender_concept_id WHEN 8507 THEN 'male' WHEN 8532 THEN 'female' END,
                  (SELECT count(*) FROM %s q WHERE q.person_id = f.person_id AND procedure_date <= d),
                  (SELECT count(*) FROM %s v WHERE v.person_id = f.person_id AND visit_concept_id IN (9201, 262, 8717)
                     AND visit_start_date <= d),
                  (SELECT CASE WHEN count(*) > 0 THEN 1 ELSE 0 END FROM %s c WHERE c.person_id = f.person_id
                     AND condition_concept_id = 320128)
                FROM f JOIN %s p ON p.person_id = f.person_id ORDER BY f.person_id
                """.formatted(
                        t.formatted("drug_era"),
                        t.formatted("observation_period"),
                        t.formatted("death"),
                        t.formatted("visit_occurrence"),
                        t.formatted("procedure_occurrence"),
                        t.formatted("visit_occurrence"),
                        t.formatted("condition_occurrence"),
                        t.formatted("person"));
        List<String> expected = query(sql);
        List<String> found = query("SELECT person, treated, index_date, days_at_risk, dead, dead_days, beds, age, sex,"
                + " procedures, stays, hypertension FROM read_parquet('" + table.parquet()
                + "') ORDER BY CAST(person AS BIGINT)");

        assertThat(expected).hasSizeGreaterThan(40);
        assertThat(found).isEqualTo(expected);
        assertThat(table.steps().getLast().rows()).isEqualTo(expected.size());
        assertThat(table.features()).hasSize(5);
        assertThat(query("SELECT sum(dx_1), sum(dx_5) FROM read_parquet('" + table.parquet() + "')"))
                .containsExactly(table.features().getFirst().rows() + "|"
                        + table.features().getLast().rows());
    }

    @Test
    void theFlatDoorTakesOverWhereTheEventDoorEnds() throws Exception {
        StandardStore store = Stores.omop("synthea27nj", work);
        Protocol plan = plan("""
                  source: main
                  treated: {event: {domain: visit, visits: [outpatient]}, firstOnly: true}
                  control: {event: {domain: visit, visits: [inpatient, emergency]}, firstOnly: true}
                  followUp: {endAnchor: cohort-start, endOffset: 400}
                  covariates:
                    - {name: age, label: 年龄, kind: age}
                    - {name: sex, label: 性别, kind: sex}
                  features:
                    - {name: dx, label: 诊断, domain: condition, window: {}, top: 3}
                """, "  - {id: none, label: 无, items: [{code: none}]}\n");
        EventTable table = EventCohorts.build(plan, Map.of("main", store), work.resolve("door"), DUCK);
        EventTable again = EventCohorts.build(
                plan,
                Map.of("main", store),
                work.resolve("again"),
                EventSettings.duckDb(2, Optional.empty(), Optional.empty()));
        Cohort cohort = CohortBuilder.build(plan, table, new CohortSettings(1));

        assertThat(Digest.of(Files.readAllBytes(again.parquet())))
                .as("same bytes on another number of threads")
                .isEqualTo(Digest.of(Files.readAllBytes(table.parquet())));
        assertThat(cohort.table().rows())
                .isEqualTo((int) table.steps().getLast().rows());
        assertThat(java.util.Arrays.stream(cohort.table().numbers("age"))).allMatch(age -> age >= 0 && age < 120);
        assertThat(cohort.table().has("dx_3")).isTrue();
        assertThat(cohort.attrition().steps().getFirst().criterion()).isEqualTo("first-ever");
        assertThat(cohort.attrition().end()).isEqualTo(cohort.table().rows());
        assertThat(cohort.inputs()).isNotEmpty();
    }

    @Test
    void aMissingStoreAndAnEmptyCohortAreSaid() {
        StandardStore store = Stores.omop("synthea27nj", work);
        String sets = "  - {id: none, label: 无, items: [{code: none}]}\n";
        Protocol plan = plan(
                "  source: main\n  treated: {event: {domain: drug, concepts: none}}\n  control: {event: {domain: visit}}\n",
                sets);

        assertThatThrownBy(() -> EventCohorts.build(plan, Map.of(), work.resolve("nothing"), DUCK))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(CohortError.NO_STORE));
        Protocol nobody = plan(
                "  source: main\n  treated: {event: {domain: drug, concepts: none}}\n  control: {event: {domain: drug, concepts: none}}\n",
                sets);
        EventTable empty = EventCohorts.build(nobody, Map.of("main", store), work.resolve("empty"), DUCK);
        assertThatThrownBy(() -> CohortBuilder.build(nobody, empty, new CohortSettings(1)))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(CohortError.NOBODY_LEFT));
    }
}
