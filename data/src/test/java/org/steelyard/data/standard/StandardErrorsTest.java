package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** What does not fit is told with file, row, column and rule, and is counted where the user says so; nothing is repaired. */
class StandardErrorsTest {

    private static final Set<StandardError> PROVOKED = EnumSet.noneOf(StandardError.class);

    @TempDir
    private Path folder;

    private static final String MAPPING = """
            mapping: 1
            id: small
            name: small
            dates: [yyyy-MM-dd, yyyyMMdd]
            tables:
              people:
                required: true
                columns:
                  pid: {type: text, identity: person, required: true}
                  sex: text
              labs:
                amount: fee
                columns:
                  pid: {type: text, identity: person}
                  day: date
                  time: datetime
                  value: number
                  count: integer
                  fee: money
                  unit: text
                  item: text
                  stay: duration
            units:
              lab: [{items: [GLU], to: mmol/L, analyte: glucose}]
            values:
              sex: {m: '8507', f: '8532'}
            fills:
              - into: person
                from: people
                key: [pid]
                single: true
                fields: {person_source_value: pid, gender_concept_id: {column: sex, values: sex}}
              - into: measurement
                from: labs
                fields:
                  person_id: {ref: person, key: [pid]}
                  measurement_date: day
                  measurement_source_value: item
                  value_as_number: {convert: value, unit: unit, item: item, by: lab}
            """;

    private static Mapping mapping() {
        return Mappings.parse(MAPPING.getBytes(StandardCharsets.UTF_8), "small.yaml");
    }

    private RawTable people(String... rows) {
        return Raw.text(folder, "people", "pid,sex", rows);
    }

    private RawTable labs(String... rows) {
        return Raw.text(folder, "labs", "pid,day,time,value,count,fee,unit,item,stay", rows);
    }

    private StandardStore run(StandardSettings settings, RawTable... raws) {
        return Standardiser.run(List.of(raws), mapping(), folder.resolve("store"), settings.withThreads(1));
    }

    private List<Problem> problems(RawTable... raws) {
        SteelyardException failure =
                catchThrowableOfType(SteelyardException.class, () -> run(StandardSettings.DEFAULT, raws));
        assertThat(folder.resolve("store")).doesNotExist();
        assertThat(folder.resolve(".store.part")).doesNotExist();
        failure.problems().forEach(p -> PROVOKED.add((StandardError) p.code()));
        assertThat(failure.problems()).allSatisfy(p -> {
            assertThat(p.in(Lang.ZH)).matches("(?s).*[\\u4e00-\\u9fff].*");
            assertThat(p.remedy().isBlank()).isFalse();
        });
        return failure.problems();
    }

    private static List<String> brief(List<Problem> problems) {
        return problems.stream()
                .map(p -> p.code() + " " + p.place().file() + " " + p.place().row() + " "
                        + p.place().field())
                .toList();
    }

    @Test
    void cellsThatDoNotFitTheirTypeAreAllReportedWithFileRowColumnAndRule() {
        List<Problem> found = problems(
                people("a,m"),
                labs(
                        "a,2023-01-01,,1,1,1.00,mmol/L,GLU,1/2/3",
                        "a,2023-02-30,2023-01-01 10:00,１.5,1.5,1.005,mmol/L,GLU,1/25/0",
                        "a,2023/01/01,2023-01-01,1e3,99999999999999999999,'1,mmol/L,GLU,x",
                        "a,2023-01-03,20230103,1 mg,+7,-3.50,mmol/L,GLU,0/0/0"));
        assertThat(brief(found))
                .containsExactlyInAnyOrder(
                        "BAD_VALUE labs.csv 3 day",
                        "BAD_VALUE labs.csv 3 time",
                        "BAD_VALUE labs.csv 3 value",
                        "BAD_VALUE labs.csv 3 count",
                        "BAD_VALUE labs.csv 3 fee",
                        "BAD_VALUE labs.csv 3 stay",
                        "MIXED_DATE_STYLES labs.csv 4 time");
        String text = String.join("\n", found.stream().map(p -> p.in(Lang.EN)).toList());
        assertThat(text)
                .contains("rows 3, 5")
                .contains("rows 3, 4")
                .contains("A day is written: yyyy-MM-dd, yyyyMMdd")
                .doesNotContain("1.005")
                .doesNotContain("2023-02-30");
    }

    @Test
    void daysOfOneColumnAreWrittenInOneStyle() {
        assertThat(brief(problems(
                        people("a,m"), labs("a,2023-01-01,,1,1,1,mmol/L,GLU,", "a,20230102,,1,1,1,mmol/L,GLU,"))))
                .containsExactly("MIXED_DATE_STYLES labs.csv 2 day");
    }

    @Test
    void aHeaderAmidTheRowsIsRefusedWhateverTheSetting() {
        RawTable labs = labs(
                "a,2023-01-01,,1,1,1,mmol/L,GLU,",
                "pid,day,time,value,count,fee,unit,item,stay",
                "a,2023-01-02,,1,1,1,mmol/L,GLU,");
        assertThat(brief(problems(people("a,m"), labs))).contains("HEADER_AGAIN labs.csv 3 pid");
        SteelyardException counted = catchThrowableOfType(
                SteelyardException.class,
                () -> run(
                        StandardSettings.DEFAULT.with(StandardSettings.Strictness.COUNT),
                        people("a,m"),
                        labs("pid,day,time,value,count,fee,unit,item,stay", "a,2023-01-02,,1,1,1,mmol/L,GLU,")));
        assertThat(brief(counted.problems())).containsExactly("HEADER_AGAIN labs.csv 2 pid");
    }

    private StandardStore platform(StandardSettings settings, String... visits) {
        RawTable raw =
                Raw.text(folder, "mdtrt_d", "mdtrt_id,psn_no,med_type,begntime,fixmedins_code,vali_flag", visits);
        return Standardiser.run(
                List.of(raw), Mappings.shipped(Mappings.Kind.PLATFORM), folder.resolve("platform"), settings);
    }

    @Test
    void numbersOfRowsThatASpreadsheetRoundedAreRefusedWhateverTheSetting() {
        for (StandardSettings.Strictness strictness : StandardSettings.Strictness.values()) {
            SteelyardException failure = catchThrowableOfType(
                    SteelyardException.class,
                    () -> platform(
                            StandardSettings.DEFAULT.with(strictness),
                            "M1,a,21,2023-01-01,H1,1",
                            "1.2E+17,a,21,2023-01-02,H1,1",
                            "1.2E+17,b,21,2023-01-02,H1,1"));
            assertThat(brief(failure.problems())).containsExactly("LOST_DIGITS mdtrt_d.csv 3 mdtrt_id");
            assertThat(failure.problems().getFirst().in(Lang.EN))
                    .contains("rows 3, 4")
                    .doesNotContain("lenient");
            PROVOKED.add(StandardError.LOST_DIGITS);
        }
    }

    @Test
    void aFlagWrittenInWordsDoesNotEmptyTheTableWithoutAWord() {
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class,
                () -> platform(StandardSettings.DEFAULT, "M1,a,21,2023-01-01,H1,有效", "M2,a,21,2023-01-02,H1,有效"));
        assertThat(brief(failure.problems())).containsExactly("BAD_VALUE mdtrt_d.csv 0 vali_flag");
        assertThat(failure.problems().getFirst().in(Lang.ZH)).contains("一行不剩").doesNotContain("有效，");
    }

    @Test
    void blanksAroundNumbersAndFlagsAreNamedAsTheCause() {
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class,
                () -> platform(StandardSettings.DEFAULT, "M1,a,21, 2023-01-01,H1, 1", "M2,a,21,2023-01-02,H1,1"));
        assertThat(brief(failure.problems()))
                .containsExactlyInAnyOrder("BAD_VALUE mdtrt_d.csv 2 vali_flag", "BAD_VALUE mdtrt_d.csv 2 begntime");
        assertThat(failure.problems()).allSatisfy(p -> {
            assertThat(p.in(Lang.ZH)).contains("前后");
            assertThat(p.in(Lang.EN)).contains("blanks");
        });
    }

    @Test
    void theCauseIsNamedWhereTheLookOfACellTellsIt() {
        String text = String.join(
                "\n",
                problems(
                                people("a,m"),
                                labs(
                                        "a,45292,,1.2E+17,１２,(3.50),mmol/L,GLU,",
                                        "a,2023-01-01,2023-01-01T08:00:00+08:00,2,1,3,mmol/L,GLU,",
                                        "a,2023-01-01,,2,1.2E+17,3,mmol/L,GLU,"))
                        .stream()
                        .map(p -> p.in(Lang.EN))
                        .toList());
        assertThat(text)
                .contains("Of these 1 look like a spreadsheet's serial numbers of days")
                .contains("Of these 1 carry a time zone")
                .contains("Of these 1 have full-width digits")
                .contains("Of these 1 were turned by a spreadsheet into scientific notation")
                .contains("Of these 1 write a negative number in brackets")
                .doesNotContain("45292", "3.50");
    }

    private static final StandardSettings WITH_PACK = StandardSettings.DEFAULT.withPacks(List.of(CodePacks.shipped()));

    /** An OMOP folder of one person, with local concepts of its own. */
    private StandardStore omop(String... concepts) {
        RawTable concept = Raw.text(
                folder,
                "concept",
                "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,concept_code,valid_start_date,valid_end_date",
                concepts);
        RawTable person = Raw.text(
                folder,
                "person",
                "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id",
                "1,8507,1970,0,0");
        return Standardiser.run(
                List.of(concept, person), Mappings.shipped(Mappings.Kind.OMOP), folder.resolve("store"), WITH_PACK);
    }

    @Test
    void aSourceWhoseOwnConceptsLeaveNoNumberFreeIsRefused() {
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class, () -> omop("2147483647,last,Drug,LOCAL,x,c1,2020-01-01,2099-12-31"));
        assertThat(brief(failure.problems())).containsExactly("CONCEPTS_COLLIDE  0 concept_id");
        PROVOKED.add(StandardError.CONCEPTS_COLLIDE);
    }

    @Test
    void conceptsOfPacksBeginBehindThoseOfTheSource() {
        StandardStore store = omop(
                "2000000000,theirs,Drug,LOCAL,x,c1,2020-01-01,2099-12-31",
                "2000000007,also theirs,Drug,LOCAL,x,c2,2020-01-01,2099-12-31");
        assertThat(Raw.rows(store, "SELECT count(*) - count(DISTINCT concept_id) FROM concept"))
                .containsExactly("0");
        assertThat(Raw.rows(store, "SELECT min(concept_id) FROM concept WHERE vocabulary_id <> 'LOCAL'"))
                .containsExactly("2000000008");
        assertThat(Raw.rows(store, "SELECT count(*) FROM concept_ancestor WHERE descendant_concept_id < 2000000008"))
                .containsExactly("0");
    }

    @Test
    void aRowWithoutItsPersonOrItsDayCannotStand() {
        assertThat(brief(problems(people("a,m"), labs("b,2023-01-01,,1,1,1,mmol/L,GLU,", "a,,,1,1,1,mmol/L,GLU,"))))
                .containsExactlyInAnyOrder("MISSING_VALUE labs.csv 2 pid", "MISSING_VALUE labs.csv 3 day");
    }

    @Test
    void aKeyThatMustStandOnceIsToldWhenItStandsTwice() {
        assertThat(brief(problems(people("a,m", "b,f", "a,f"), labs("a,2023-01-01,,1,1,1,mmol/L,GLU,"))))
                .containsExactly("DUPLICATE_KEY people.csv 2 pid");
    }

    @Test
    void aValueOutsideItsMapAndAUnitThatCannotBeConvertedAreTold() {
        assertThat(brief(problems(
                        people("a,m", "b,x"),
                        labs(
                                "a,2023-01-01,,1,1,1,mg/dL,GLU,",
                                "a,2023-01-01,,1,1,1,stone,GLU,",
                                "a,2023-01-01,,1,1,1,stone,WEIGHT,"))))
                .containsExactlyInAnyOrder("UNMAPPED_VALUE people.csv 3 sex", "UNKNOWN_UNIT labs.csv 3 unit");
    }

    @Test
    void otherHeadingsLeadToAMappingOfOnesOwn() {
        List<Problem> all = new java.util.ArrayList<>(problems(Raw.text(folder, "people", "patient,sex", "a,m")));
        all.addAll(problems(Raw.text(folder, "other", "id,sex", "a,m")));
        assertThat(all).hasSize(3).allSatisfy(p -> {
            for (Lang lang : Lang.values()) {
                assertThat(p.in(lang)).contains("steelyard data map DIR --out my.yaml", "--mapping my.yaml", "aliases");
            }
        });
        assertThat(all.getFirst().in(Lang.EN)).contains("does not use: patient.");
    }

    @Test
    void aMissingTableAndAMissingColumnAreTold() {
        assertThat(brief(problems(labs("a,2023-01-01,,1,1,1,mmol/L,GLU,")))).containsExactly("MISSING_TABLE people 0 ");
        assertThat(brief(problems(Raw.text(folder, "people", "id,sex", "a,m"))))
                .containsExactly("MISSING_COLUMN people.csv 1 pid");
        assertThat(brief(problems(Raw.text(folder, "other", "id,sex", "a,m"))))
                .containsExactlyInAnyOrder("MISSING_TABLE people 0 ", "NOTHING_TO_READ  0 ");
    }

    @Test
    void whatIsCountedInsteadOfRefusedIsLeftOutAndStandsInTheSteps() {
        StandardStore store = run(
                StandardSettings.DEFAULT.with(StandardSettings.Strictness.COUNT),
                people("a,m", "b,x", "a,f"),
                labs(
                        "a,2023-01-01,,1,1,1,mmol/L,GLU,",
                        "a,2023-02-30,,2,1,1,mmol/L,GLU,",
                        "c,2023-01-01,,3,1,1,mmol/L,GLU,",
                        "b,2023-01-01,,x,1,1,mmol/L,GLU,"));
        assertThat(Raw.rows(store, "SELECT person_source_value, gender_concept_id FROM person ORDER BY 1"))
                .containsExactly("a|8507", "b|∅");
        assertThat(Raw.rows(store, "SELECT src_row, value_as_number FROM measurement ORDER BY 1"))
                .containsExactly("2|1.0", "5|∅");
        assertThat(store.manifest().steps().stream()
                        .map(s -> s.table() + " " + s.rule() + " " + s.rowsBefore() + ">" + s.rowsAfter()))
                .contains(
                        "measurement required 4>2",
                        "labs.csv std-004:day 1>0",
                        "labs.csv std-004:value 1>0",
                        "people.csv std-006:pid 1>0",
                        "people.csv std-007:sex 1>0");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
        Path out = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(out.resolve("letter.txt"), "dear");
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class,
                () -> Standardiser.run(List.of(people("a,m")), mapping(), out, StandardSettings.DEFAULT));
        assertThat(failure.problems().getFirst().code()).isEqualTo(StandardError.OUT_NOT_A_STORE);
        PROVOKED.add(StandardError.OUT_NOT_A_STORE);
        assertThat(out.resolve("letter.txt")).exists();
    }

    @Test
    void aFolderThatIsNoStoreOrLacksATableIsRefused() throws IOException {
        assertNotAStore(folder);
        StandardStore store = run(StandardSettings.DEFAULT, people("a,m"), labs("a,2023-01-01,,1,1,1,mmol/L,GLU,"));
        assertThat(StandardStore.open(store.folder()).tables()).containsExactly("measurement", "person");
        Files.delete(store.folder().resolve("measurement.parquet"));
        assertNotAStore(store.folder());
        Files.writeString(store.folder().resolve("store.json"), "{");
        assertNotAStore(store.folder());
    }

    private static void assertNotAStore(Path folder) {
        SteelyardException failure = catchThrowableOfType(SteelyardException.class, () -> StandardStore.open(folder));
        assertThat(failure.problems().getFirst().code()).isEqualTo(StandardError.NOT_A_STORE);
        PROVOKED.add(StandardError.NOT_A_STORE);
    }

    @AfterAll
    static void everyErrorWasProvoked() {
        assertThat(PROVOKED).containsExactlyInAnyOrder(StandardError.values());
    }
}
