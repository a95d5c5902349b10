package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingError;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

/** A moment with a zone falls on its day where the source is, whatever the zone of this machine. */
class MomentsTest {

    private static final Mapping OMOP = Mappings.shipped(Mappings.Kind.OMOP);

    @TempDir
    private Path folder = Path.of("");

    private Path in() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("person.csv"), "person_id,gender_concept_id,year_of_birth\n1,8507,1950\n");
        return in;
    }

    private List<RawTable> raws(Mapping mapping) throws IOException {
        return Raw.intake(in(), mapping, folder.resolve("raw"));
    }

    private List<String> periods(Mapping mapping) throws IOException {
        StandardStore store = Standardiser.run(
                raws(mapping), mapping, folder.resolve("store"), StandardSettings.DEFAULT.withThreads(1));
        return Raw.rows(
                store,
                "SELECT observation_period_start_date, observation_period_end_date FROM observation_period ORDER BY observation_period_id");
    }

    /**
     * One row that Spark 4.2 wrote with its zone set to Asia/Shanghai: midnight of 1 January 2020 as INT96, and midnight of 1 January
     * 2023 without a zone; a third moment stands inside a structure that nobody needs.
     */
    private byte[] bySpark() throws IOException {
        try (InputStream file = MomentsTest.class.getResourceAsStream("/spark-int96.parquet")) {
            return file.readAllBytes();
        }
    }

    @Test
    void midnightThatSparkWroteInBeijingIsThatDay() throws IOException {
        Files.write(in().resolve("observation_period.parquet"), bySpark());

        assertThat(periods(OMOP)).containsExactly("2020-01-01|2023-01-01");
        assertThat(periods(OMOP.withZone(Optional.of("UTC")))).containsExactly("2019-12-31|2023-01-01");
        assertThat(raws(OMOP).stream()
                        .flatMap(r -> r.notes().stream())
                        .filter(n -> n.kind() == Note.Kind.INSTANTS)
                        .map(Note::column))
                .containsExactly("observation_period_start_date");
    }

    @Test
    void othersWriteTheirClockIntoTheSameForm() throws IOException {
        String bytes = new String(bySpark(), StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("parquet-mr version");
        Files.write(
                in().resolve("observation_period.parquet"),
                bytes.replace("parquet-mr version", "impala 4.5 version").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(periods(OMOP)).containsExactly("2019-12-31|2023-01-01");
    }

    @Test
    void instantsFallOnTheirDayInChinaInItsSummerTimeToo() throws IOException {
        String sql = "SELECT 1 AS observation_period_id, 1 AS person_id, 1 AS period_type_concept_id,"
                + " TIMESTAMPTZ '1988-06-30 15:00:00+00' AS observation_period_start_date,"
                + " TIMESTAMPTZ '2022-12-31 16:00:00+00' AS observation_period_end_date";
        Path file = Raw.sql(folder, "made", sql).parquet();
        Files.copy(file, in().resolve("observation_period.parquet"));
        assertThat(MappingProposal.of(
                                RawFolder.find(in(), IntakeSettings.DEFAULT).tables(),
                                IntakeSettings.DEFAULT.withThreads(1))
                        .yaml())
                .contains("zone: Asia/Shanghai");

        assertThat(periods(OMOP)).containsExactly("1988-07-01|2023-01-01");
        assertThat(periods(OMOP.withZone(Optional.of("America/New_York")))).containsExactly("1988-06-30|2022-12-31");
    }

    @Test
    void textWithAZoneIsReadToo() throws IOException {
        Files.writeString(in().resolve("observation_period.csv"), """
                observation_period_id,person_id,observation_period_start_date,observation_period_end_date,period_type_concept_id
                1,1,2020-01-01T00:00:00+08:00,2022-12-31T16:00:00Z,1
                2,1,2019-12-31 16:00:00+00,2022-12-31 16:00:00.000 UTC,1
                3,1,2019-12-31T11:00:00-0500,2023-01-01,1
                4,1,2020-01-01 00:00:00,2023-01-01T00:00:00,1
                """);

        assertThat(periods(OMOP)).hasSize(4).containsOnly("2020-01-01|2023-01-01");
    }

    private static final String VISITS = """
            mapping: 1
            id: visits
            name: visits
            dates: [%s]
            zone: %s
            tables:
              visits:
                columns: {patient_id: {type: text, identity: person}, admit: datetime}
            fills:
              - {into: person, from: visits, key: [patient_id], fields: {person_source_value: patient_id}}
              - into: visit_occurrence
                from: visits
                fields: {person_id: {ref: person, key: [patient_id]}, visit_start_date: admit, visit_end_date: admit}
            """;

    private static Mapping visits(String dates, String zone) {
        return Mappings.parse(VISITS.formatted(dates, zone).getBytes(StandardCharsets.UTF_8), "m.yaml");
    }

    @Test
    void anOwnMappingDeclaresItAndAProposalDoes() throws IOException {
        Files.writeString(
                Files.createDirectories(folder.resolve("in")).resolve("visits.csv"),
                "patient_id,visit_id,admit\na,1,2024-03-01T20:30:00Z\nb,2,2024-03-01T02:00:00.5Z\n");
        SteelyardException refused = catchThrowableOfType(SteelyardException.class, () -> {
            Mapping undeclared = visits("yyyy-MM-dd", "UTC");
            Standardiser.run(raws(undeclared), undeclared, folder.resolve("no"), StandardSettings.DEFAULT);
        });
        assertThat(refused.problems().getFirst().in(Lang.EN))
                .contains("carry a time zone")
                .contains("XXX");

        String proposal = MappingProposal.of(
                        RawFolder.find(folder.resolve("in"), IntakeSettings.DEFAULT)
                                .tables(),
                        IntakeSettings.DEFAULT.withThreads(1))
                .yaml();
        assertThat(proposal).contains("zone: Asia/Shanghai").contains("'yyyy-MM-ddTHH:mm:ssXXX'");
        Mapping drafted = Mappings.parse(proposal.getBytes(StandardCharsets.UTF_8), "draft.yaml");
        for (Mapping mapping : List.of(drafted, visits("'yyyy-MM-ddTHH:mm:ssXXX'", "Asia/Shanghai"))) {
            StandardStore store = Standardiser.run(
                    raws(mapping), mapping, folder.resolve("store"), StandardSettings.DEFAULT.withThreads(1));
            assertThat(Raw.rows(store, "SELECT visit_start_date FROM visit_occurrence ORDER BY 1"))
                    .containsExactly("2024-03-01", "2024-03-02");
        }
    }

    @Test
    void aZoneThatIsNoneIsRefused() {
        SteelyardException refused =
                catchThrowableOfType(SteelyardException.class, () -> visits("yyyy-MM-dd", "Asia/Shangai"));
        assertThat(refused.problems()).singleElement().satisfies(p -> {
            assertThat(p.code()).isEqualTo(MappingError.UNKNOWN_NAME);
            assertThat(p.in(Lang.EN)).contains("Did you mean Asia/Shanghai?");
        });
    }
}
