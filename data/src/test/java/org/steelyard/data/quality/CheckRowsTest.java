package org.steelyard.data.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Files of checks are read whole or refused with everything that is wrong. */
class CheckRowsTest {

    private static final String HEADER = "id,store,level,table,field,type,parameters,threshold,severity,zh,en\n";
    private static final CheckedTables NOTHING = new CheckedTables(Map.of(), Map.of());

    @TempDir
    private Path temp = Path.of("");

    @Test
    void shippedChecksHaveUniqueIdsAndWordsInBothLanguages() {
        List<Check> checks = CheckRows.shipped();
        Set<String> ids = new HashSet<>();
        assertThat(checks).hasSizeGreaterThan(1500).allSatisfy(check -> {
            assertThat(ids.add(check.id())).as(check.id()).isTrue();
            assertThat(check.what().zh()).as(check.id()).isNotBlank().doesNotContain("{");
            assertThat(check.what().en()).as(check.id()).isNotBlank().doesNotContain("{");
        });
    }

    @Test
    void aUsersRowAddsACheckOrTakesThePlaceOfOne() throws IOException {
        List<Check> own = read(
                "\ufeff" + HEADER
                        + "I1,standard,rule,claim_settlement,total_cost,sumEquals,parts=in_scope|pre_self_pay;tolerance=1,2.5,warning,总额,total\r\n"
                        + "MINE,standard,field,visit_occurrence,visit_start_date,plausibleValueLow,low=2015-01-01,0,error,\"早于, 2015\",\"before \"\"2015\"\"\"\n");
        List<Check> joined = CheckRows.join(CheckRows.shipped(), own);

        assertThat(joined).hasSize(CheckRows.shipped().size() + 1);
        assertThat(CheckRows.find(joined, "I1").threshold()).isEqualTo(2.5);
        assertThat(CheckRows.find(joined, "MINE").what().en()).isEqualTo("before \"2015\"");
    }

    /** Each row is wrong in one way: code, and what the message must say. */
    private static final Map<String, List<String>> WRONG = new TreeMap<>(Map.ofEntries(
            Map.entry("A,standard,rule,person,person_id,isRequred,,0,error,,", List.of("QUAL-004", "isRequired")),
            Map.entry("A,standard,rule,persn,person_id,isRequired,,0,error,,", List.of("QUAL-005", "person")),
            Map.entry("A,standard,rule,person,persn_id,isRequired,,0,error,,", List.of("QUAL-006", "person_id")),
            Map.entry(
                    "A,standard,rule,death,person_id,isForeignKey,fkTable=persn;fkField=person_id,0,error,,",
                    List.of("QUAL-005", "person")),
            Map.entry(
                    "A,standard,rule,death,person_id,isForeignKey,fkTable=person;fkField=id,0,error,,",
                    List.of("QUAL-006", "person has no field id")),
            Map.entry("A,standard,rule,person,year_of_birth,plausibleValueLow,,0,error,,", List.of("QUAL-007", "low")),
            Map.entry(
                    "A,standard,rule,person,year_of_birth,plausibleValueLow,low=1) OR (1=1,0,error,,",
                    List.of("QUAL-007", "a number or a date")),
            Map.entry(
                    "A,standard,rule,person,year_of_birth,plausibleValueLow,low=1;hihg=2,0,error,,",
                    List.of("QUAL-007", "has no parameter hihg")),
            Map.entry(
                    "A,raw,rule,setl_d,insutype,allowedValues,values=3' DROP,0,error,,", List.of("QUAL-007", "quotes")),
            Map.entry("A,raw,rule,setl_d,insutype,codeShape,pattern=([a,0,error,,", List.of("QUAL-007", "expression")),
            Map.entry("A,both,rule,person,person_id,isRequired,,0,error,,", List.of("QUAL-008", "raw, standard")),
            Map.entry("A,standard,rule,person,person_id,isRequired,,101,error,,", List.of("QUAL-008", "0 to 100")),
            Map.entry("A,standard,rule,person,person_id,isRequired,,0,fatal,,", List.of("QUAL-008", "warning")),
            Map.entry(",standard,rule,person,person_id,isRequired,,0,error,,", List.of("QUAL-008", "1 to 80")),
            Map.entry("A,standard,rule,person,person_id,isRequired,,0,error,", List.of("QUAL-003", "10 fields")),
            Map.entry(
                    "A,standard,rule,person,person_id,isRequired,,0,error,,\nA,standard,rule,death,person_id,isRequired,,0,error,,",
                    List.of("QUAL-009", "row 2"))));

    @Test
    void everyFaultIsNamedWithItsRowAndAWayOut() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, List<String>> wrong : WRONG.entrySet()) {
            Problem problem = refused(HEADER + wrong.getKey()).getFirst();
            assertThat(problem.in(Lang.EN)).as(wrong.getKey()).contains(wrong.getValue());
            assertThat(problem.in(Lang.EN)).contains("own.csv", "row ", "To do: ");
            assertThat(problem.in(Lang.ZH)).contains("处理：");
            seen.add(problem.code().id());
        }
        assertThat(refused("id,table\n").getFirst().code()).isEqualTo(QualityError.BAD_HEADER);
        assertThat(seen).hasSize(7);
    }

    @Test
    void allFaultsAreToldTogether() throws IOException {
        assertThat(
                        refused(
                                HEADER
                                        + "A,both,rule,persn,person_id,isRequired,,0,error,,\nB,standard,rule,person,x,isRequired,,-1,bad,,\n"))
                .hasSize(4);
    }

    @Test
    void whatIsNoFileAndWhatIsNotThereIsRefused() throws IOException {
        Files.write(temp.resolve("gbk.csv"), HEADER.replace("zh", "中文").getBytes("GB18030"));
        List<SteelyardException> refusals = new ArrayList<>();
        refusals.add(refusal(() -> CheckRows.read(temp.resolve("gbk.csv"), NOTHING)));
        refusals.add(refusal(() -> CheckRows.find(CheckRows.shipped(), "I99")));
        Path broken = Files.writeString(temp.resolve("person.parquet"), "no Parquet");
        refusals.add(refusal(() -> QualityChecks.run(
                new CheckedTables(Map.of("person", broken), Map.of()),
                CheckRows.shipped(),
                QualitySettings.threads(1))));
        refusals.add(refusal(() -> QualityChecks.run(NOTHING, CheckRows.shipped(), QualitySettings.threads(1))));

        EnumSet<QualityError> codes = EnumSet.noneOf(QualityError.class);
        refusals.forEach(r -> codes.add((QualityError) r.problems().getFirst().code()));
        assertThat(codes)
                .containsExactlyInAnyOrder(
                        QualityError.UNREADABLE_CHECKS,
                        QualityError.UNKNOWN_CHECK,
                        QualityError.UNREADABLE_TABLE,
                        QualityError.NO_TABLES);
    }

    private List<Check> read(String text) throws IOException {
        return CheckRows.read(Files.writeString(temp.resolve("own.csv"), text), NOTHING);
    }

    private List<Problem> refused(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("own.csv"), text);
        return refusal(() -> CheckRows.read(file, NOTHING)).problems();
    }

    private static SteelyardException refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(SteelyardException.class, call);
    }
}
