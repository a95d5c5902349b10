package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.data.mapping.ColumnProposal;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingError;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawSource;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** Mapping files: what is wrong with one is told all at once, and proposals say how sure they are. */
class MappingFilesTest {

    private static final Set<MappingError> PROVOKED = EnumSet.noneOf(MappingError.class);

    @TempDir
    private Path folder;

    private static List<String> problems(String yaml) {
        SteelyardException failure = catchThrowableOfType(
                SteelyardException.class, () -> Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "m.yaml"));
        for (Problem problem : failure.problems()) {
            if (problem.code() instanceof MappingError error) {
                PROVOKED.add(error);
            }
        }
        return failure.problems().stream()
                .map(p -> p.code() + " " + p.place().row() + " " + p.place().field())
                .toList();
    }

    private static String mapping(String fills) {
        return "mapping: 1\nid: small\nname: small\ntables:\n  t:\n    columns: {pid: text, day: date, code: text, n: number}\n"
                + "fills:\n" + fills;
    }

    private static final String PERSON =
            "  - {into: person, from: t, key: [pid], fields: {person_source_value: pid}}\n";

    @ParameterizedTest
    @EnumSource(Mappings.Kind.class)
    void everyMappingThatShipsIsSoundAndDropsWhatNamesPeople(Mappings.Kind kind) {
        Mapping mapping = Mappings.shipped(kind);
        assertThat(mapping.tables()).isNotEmpty();
        assertThat(mapping.fills()).anyMatch(f -> f.into().equals("person"));
        assertThat(mapping.tables().values().stream()
                        .flatMap(s -> s.columns().entrySet().stream())
                        .filter(c -> c.getKey()
                                .matches("(psn|patient|coner|emp|provider|oper_dr)_name|tel|addr|phone|address(_1)?")))
                .allMatch(c -> c.getValue().identity() == Mapping.Identity.DROP);
    }

    @Test
    void allFaultsOfAMappingAreToldTogetherWithTheirLines() {
        assertThat(problems(mapping(PERSON + """
                          - into: mesurement
                            from: t
                            fields: {person_id: pid}
                          - into: measurement
                            from: t
                            fields:
                              person_id: {ref: persn, key: [pid]}
                              measurement_date: code
                              value_as_number: {column: n, constant: '1'}
                              measurement_source_value: cod
                              value_source_value: {}
                          - into: condition_occurrence
                            from: t
                            key: [pid]
                            where: [{column: code, matches: '('}]
                            fields:
                              person_id: {ref: person, key: [pid]}
                              condition_source_value: code
                          - into: condition_occurrence
                            from: t
                            fields:
                              person_id: {ref: person, key: [pid]}
                              condition_start_date: day
                              condition_concept_id: {code: code, system: ICD11}
                        """)))
                .containsExactlyInAnyOrder(
                        "UNKNOWN_NAME 9 fills[1].into",
                        "BAD_REFERENCE 15 fills[2].fields.person_id.ref",
                        "WRONG_TYPE 16 fills[2].fields.measurement_date",
                        "UNCLEAR_VALUE 17 fills[2].fields.value_as_number",
                        "UNKNOWN_NAME 18 fills[2].fields.measurement_source_value",
                        "UNCLEAR_VALUE 19 fills[2].fields.value_source_value",
                        "BAD_PATTERN 23 fills[3].where[0].matches",
                        "MIXED_KEYS 22 fills[3].key",
                        "UNKNOWN_NAME 32 fills[4].fields.condition_concept_id.system",
                        "MIXED_KEYS 27 fills[4].key");
        assertThat(problems(mapping(PERSON + "  - {into: death, from: t, key: [pid], fields: {death_date: day}}\n")))
                .containsExactly("UNFILLED_FIELD 9 fills[1].fields.person_id");
    }

    @Test
    void aMisspeltKeyOfTheFormIsToldByTheSchema() {
        assertThat(problems(mapping(PERSON).replace("fills:", "filles:")))
                .anyMatch(p -> p.startsWith("UNKNOWN_FIELD"))
                .anyMatch(p -> p.startsWith("MISSING_FIELD"));
    }

    @Test
    void aMappingFileThatIsNotThereIsTold() {
        SteelyardException failure =
                catchThrowableOfType(SteelyardException.class, () -> Mappings.load(folder.resolve("none.yaml")));
        assertThat(failure.problems().getFirst().code()).isEqualTo(MappingError.NO_SUCH_MAPPING);
        PROVOKED.add(MappingError.NO_SUCH_MAPPING);
    }

    @Test
    void kindsOfSourcesAreToldFromTheNamesOfTheirTables() {
        assertThat(Mappings.recognise(List.of("SETL_D", "fee_list_d")).getFirst())
                .isEqualTo(Mappings.Kind.PLATFORM);
        assertThat(Mappings.recognise(List.of("setlinfo", "payinfo")).getFirst())
                .isEqualTo(Mappings.Kind.SETTLEMENT_LIST);
        assertThat(Mappings.recognise(List.of("PERSON", "visit_occurrence")).getFirst())
                .isEqualTo(Mappings.Kind.OMOP);
        assertThat(Mappings.recognise(List.of("病案首页")).getFirst()).isEqualTo(Mappings.Kind.HOSPITAL);
        assertThat(Mappings.recognise(List.of("eq5d_5l")).getFirst()).isEqualTo(Mappings.Kind.PATIENTS);
        assertThat(Mappings.recognise(List.of("whatever"))).isEmpty();
    }

    private MappingProposal proposal(String name, String csv) throws IOException {
        Files.writeString(folder.resolve(name + ".csv"), csv);
        return MappingProposal.of(
                Map.of(name, RawSource.File.of(folder, name + ".csv")), IntakeSettings.DEFAULT.withThreads(1));
    }

    private static ColumnProposal column(MappingProposal proposal, String name) {
        return proposal.tables().getFirst().columns().stream()
                .filter(c -> c.column().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static final String CLINIC = """
            患者编号,姓名,性别,出生日期,就诊日期,诊断编码,备用,总费用,字段七
            A001,王小明,男,1980-01-02,2023/3/4,I50.900,x1,120.50,I21.900
            A002,李丽,女,1975-05-06,2023/4/11,I10.x00,x2,80,I10.x00
            A003,张伟,男,1990-07-08,2023/12/1,E11.900x001,x3,15.2,E11.900
            """;

    @Test
    void aProposalSaysWhatColumnsAreHowSureItIsAndWhy() throws IOException {
        MappingProposal proposal = proposal("门诊", CLINIC);
        assertThat(column(proposal, "患者编号").role()).contains("person");
        assertThat(column(proposal, "姓名").role()).contains("name");
        assertThat(column(proposal, "性别")).satisfies(c -> {
            assertThat(c.role()).contains("sex");
            assertThat(c.confidence()).isGreaterThan(0.85);
            assertThat(c.why()).hasSize(2);
        });
        assertThat(column(proposal, "就诊日期").dateStyle()).contains("yyyy/M/d");
        assertThat(column(proposal, "诊断编码")).satisfies(c -> {
            assertThat(c.role()).contains("diagnosis");
            assertThat(c.system()).contains("ICD10CN");
            assertThat(c.confidence()).isGreaterThan(0.9);
        });
        assertThat(column(proposal, "备用")).satisfies(c -> {
            assertThat(c.role()).isEmpty();
            assertThat(c.confidence()).isZero();
        });
        assertThat(column(proposal, "字段七")).satisfies(c -> {
            assertThat(c.role()).contains("diagnosis");
            assertThat(c.confidence()).isLessThan(MappingProposal.SURE);
        });
        assertThat(proposal.yaml()).doesNotContain("王小明").doesNotContain("A001").doesNotContain("1980-01-02");
    }

    /** Hospital systems name columns by the initials of their Chinese names in pinyin. */
    @Test
    void initialsInPinyinAreKnownAsHeaders() throws IOException {
        MappingProposal proposal = proposal("basy", """
                BAH,XM,XB,CSRQ,RYRQ,CYRQ,ZYZD_BM,ZFY,LXDH,SFZH
                A001,王小明,男,1980-01-02,2023-03-04,2023-03-09,I50.900,120.50,13800000000,x
                A002,李丽,女,1975-05-06,2023-04-11,2023-04-12,I10.x00,80,13900000000,y
                """);

        assertThat(proposal.tables().getFirst().columns())
                .extracting(c -> c.role().orElse(""))
                .containsExactly(
                        "person",
                        "name",
                        "sex",
                        "birth",
                        "start",
                        "end",
                        "diagnosis",
                        "total-cost",
                        "phone",
                        "certificate");
        assertThat(proposal.yaml())
                .contains("'BAH': {type: text, identity: person", "'XM': {type: text, identity: drop}")
                .doesNotContain("王小明");
    }

    @Test
    void aProposalIsAMappingThatRunsAndKeepsWhatIsUnsureAsComments() throws IOException {
        MappingProposal proposal = proposal("门诊", CLINIC);
        String yaml = proposal.yaml();
        assertThat(yaml).contains("      # '备用':").contains("      # '字段七':").contains("      '患者编号':");
        Mapping mapping = Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "proposal.yaml");
        assertThat(mapping.treatments("门诊").get("姓名").action())
                .isEqualTo(org.steelyard.data.identity.Treatment.Action.DROP);
        RawTable raw = Raw.csv(folder, folder.resolve("门诊.csv"));
        StandardStore store = Standardiser.run(
                List.of(raw), mapping, folder.resolve("store"), StandardSettings.DEFAULT.withThreads(1));
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, condition_source_value, condition_start_date, source_vocabulary FROM"
                                + " condition_occurrence ORDER BY 1"))
                .containsExactly(
                        "1|I50.900|2023-03-04|ICD10CN",
                        "2|I10.x00|2023-04-11|ICD10CN",
                        "3|E11.900x001|2023-12-01|ICD10CN");
        assertThat(Raw.rows(store, "SELECT gender_concept_id, year_of_birth FROM person ORDER BY person_id"))
                .containsExactly("8507|1980", "8532|1975", "8507|1990");
    }

    @ParameterizedTest
    @CsvSource({
        "visit_date, notadate, start, false",
        "visit_date, 2023-01-02, start, true",
        "my_drug_code_col, XA01ABD075A002010100483, drug, true",
        "xyz, 36.0601, operation, true",
        "sex, 5, sex, false",
        "lab_result, 5.5, result, false",
        "result, <0.1, result, true"
    })
    void headerAndValuesAreTwoWitnesses(String header, String value, String role, boolean sure) throws IOException {
        MappingProposal proposal = proposal("t", header + ",other\n" + (value + ",1\n").repeat(3));
        ColumnProposal column = column(proposal, header);
        assertThat(column.role()).isEqualTo(Optional.of(role));
        assertThat(column.confidence() >= MappingProposal.SURE).isEqualTo(sure);
    }

    private MappingProposal proposal(String csv, Map<String, String> told) throws IOException {
        Files.writeString(folder.resolve("t.csv"), csv);
        return MappingProposal.of(
                Map.of("t", RawSource.File.of(folder, "t.csv")), IntakeSettings.DEFAULT.withThreads(1), told);
    }

    @Test
    void whatSomebodyTellsIsDraftedToItsEnd() throws IOException {
        String csv = "who,when,what,how_much\nk1,2024-01-05,阿司匹林,2\nk2,2024-01-06,阿司匹林,1\n";
        assertThat(proposal(csv, Map.of()).yaml()).doesNotContain("into: person");
        String yaml = proposal(
                        csv, Map.of("who", "person", "t.when", "day", "what", "drug-name", "how_much", "quantity"))
                .yaml();
        StandardStore store = Standardiser.run(
                List.of(Raw.csv(folder, folder.resolve("t.csv"))),
                Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "t.yaml"),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1));
        assertThat(Raw.rows(
                        store,
                        "SELECT person_id, drug_exposure_start_date, drug_source_value, quantity FROM drug_exposure"
                                + " ORDER BY 1"))
                .containsExactly("1|2024-01-05|阿司匹林|2.0", "2|2024-01-06|阿司匹林|1.0");
        for (Map<String, String> wrong : List.of(Map.of("who", "patient"), Map.of("whom", "person"))) {
            SteelyardException failure = catchThrowableOfType(SteelyardException.class, () -> proposal(csv, wrong));
            assertThat(failure.problems()).singleElement().satisfies(p -> {
                assertThat(p.code()).isEqualTo(MappingError.UNKNOWN_NAME);
                assertThat(p.in(org.steelyard.kernel.Lang.EN)).containsAnyOf("certificate", "t.who");
            });
        }
    }

    /** A fill that says nothing of the sex comes first here, by the order of the names of the files. */
    @Test
    void peopleOfSeveralTablesHaveTheSexThatOneOfThemKnows() throws IOException {
        Files.writeString(folder.resolve("a_visits.csv"), "卡号,就诊日\nk1,2024-01-05\nk2,2024-01-06\nk3,2024-01-07\n");
        Files.writeString(folder.resolve("b_people.csv"), "卡号,性别,出生年月日\nk2,女,1960-01-02\nk1,男,1970-03-04\n");
        String yaml = MappingProposal.of(
                        new java.util.TreeMap<>(Map.of(
                                "a_visits", RawSource.File.of(folder, "a_visits.csv"),
                                "b_people", RawSource.File.of(folder, "b_people.csv"))),
                        IntakeSettings.DEFAULT.withThreads(1))
                .yaml();
        StandardStore store = Standardiser.run(
                List.of(
                        Raw.csv(folder, folder.resolve("a_visits.csv")),
                        Raw.csv(folder, folder.resolve("b_people.csv"))),
                Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "m.yaml"),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1));
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT person_source_value, gender_concept_id, year_of_birth, race_concept_id FROM person ORDER BY 1"))
                .containsExactly("k1|8507|1970|0", "k2|8532|1960|0", "k3|0|∅|0");
    }

    @Test
    void daysOfSupplyAreDraftedAndKindsOfVisitsAreAskedFor() throws IOException {
        String yaml = proposal(
                        "t",
                        "卡号,就诊号,就诊日,药品编码,天数\nk1,v1,2024-01-05,XA01ABD075A002010100483,28\nk2,v2,2024-01-06,XA01ABD075A002010100483,7\n")
                .yaml();
        assertThat(yaml).contains("days_supply: '天数'", "# visit_concept_id: {constant: '9202'}");
        assertThat(column(proposal("t", "天数,x\n三天,1\n"), "天数").confidence()).isLessThan(MappingProposal.SURE);
    }

    @Test
    void aDraftWithDeathsOffersTheWholePeriodAsObservation() throws IOException {
        String csv = "卡号,就诊号,就诊日,死亡日期\nk1,v1,2024-01-05,\nk2,v2,2024-03-06,2024-05-01\nk3,v3,2024-06-30,\n";
        String yaml = proposal("t", csv).yaml();
        String taken = yaml.replaceAll("(?m)^  # (?=- into: observation_period|  )", "  ")
                .replaceAll("(?m)^  People.*|^  known.*", "");
        assertThat(observed(yaml, "draft"))
                .containsExactly("1|2024-01-05|2024-01-05", "2|2024-03-06|2024-03-06", "3|2024-06-30|2024-06-30");
        assertThat(observed(taken, "taken"))
                .containsExactly("1|2024-01-05|2024-06-30", "2|2024-01-05|2024-06-30", "3|2024-01-05|2024-06-30");
    }

    private List<String> observed(String yaml, String store) {
        return Raw.rows(
                Standardiser.run(
                        List.of(Raw.csv(folder, folder.resolve("t.csv"))),
                        Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "t.yaml"),
                        folder.resolve(store),
                        StandardSettings.DEFAULT.withThreads(1)),
                "SELECT person_id, observation_period_start_date, observation_period_end_date FROM observation_period"
                        + " ORDER BY 1");
    }

    /** As the table is called, its own number is told; what has a row each goes first; lines of a bill are added up. */
    @Test
    void aDraftKnowsWhoseRowsAreWhose() throws IOException {
        Files.writeString(folder.resolve("conditions.csv"), """
                START,STOP,PATIENT,ENCOUNTER,CODE
                2024-01-05,,p1,e1,I50.9
                2024-01-06,,p1,e1,I10
                2024-02-01,,p2,e2,I10
                """);
        Files.writeString(folder.resolve("encounters.csv"), """
                Id,START,STOP,PATIENT
                e1,2024-01-01,2024-01-09,p1
                e2,2024-02-01,2024-02-01,p2
                """);
        Files.writeString(folder.resolve("patients.csv"), """
                Id,BIRTHDATE,GENDER
                p1,1950-01-01,M
                p2,1960-01-01,F
                """);
        Files.writeString(folder.resolve("fees.csv"), """
                ENCOUNTER,PATIENT,DATE,TOTAL,FUND
                e1,p1,2024-01-02,10.50,1
                e1,p1,2024-01-03,20.25,2
                e2,p2,2024-02-01,5.00,3
                """);
        Map<String, RawSource> tables =
                RawFolder.find(folder, IntakeSettings.DEFAULT).tables();
        String yaml = MappingProposal.of(tables, IntakeSettings.DEFAULT.withThreads(1))
                .yaml();
        Mapping drafted = Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "draft.yaml");
        Path work = Files.createDirectories(folder.resolve("raw"));
        List<RawTable> raws = tables.keySet().stream()
                .map(name -> Raw.csv(work, folder.resolve(name + ".csv")))
                .toList();
        StandardStore store = Standardiser.run(raws, drafted, folder.resolve("s"), StandardSettings.DEFAULT);

        assertThat(Raw.rows(store, "SELECT person_source_value, year_of_birth FROM person ORDER BY 1"))
                .containsExactly("p1|1950", "p2|1960");
        assertThat(Raw.rows(store, "SELECT visit_start_date, visit_end_date FROM visit_occurrence ORDER BY 1"))
                .as("as encounters have them, not as their conditions")
                .containsExactly("2024-01-01|2024-01-09", "2024-02-01|2024-02-01");
        assertThat(Raw.rows(store, "SELECT total_cost, fund_paid FROM claim_settlement ORDER BY 1"))
                .containsExactly("5.00|3.00", "30.75|3.00");
        assertThat(Raw.rows(store, "SELECT count(*) FROM condition_occurrence")).containsExactly("3");

        Files.writeString(
                folder.resolve("fees.csv"), "ENCOUNTER,PATIENT,DATE,TOTAL\ne1,p1,2024-01-02,9\ne1,p1,2024-01-03,9\n");
        assertThat(MappingProposal.of(
                                RawFolder.find(folder, IntakeSettings.DEFAULT).tables(),
                                IntakeSettings.DEFAULT.withThreads(1))
                        .yaml())
                .contains("repeats its total")
                .doesNotContain("sums:");
    }

    @Test
    void aTableThatIsOnlyCalledLikeOneThatShipsIsNotTakenForIt() throws IOException {
        String own = "person,claim_no,start_date,settle_time,total\np1,c1,2024-01-01,2024-01-05,100\n";
        MappingProposal proposal = proposal("setl_d", own);
        assertThat(proposal.known()).isEmpty();
        assertThat(proposal.yaml()).contains("into: claim_settlement").contains("settlement_date: settle_time");
        assertThat(proposal("setl_d", "psn_no,setl_id,medfee_sumamt,setl_time\np1,c1,100,2024-01-05\n")
                        .known())
                .contains(Mappings.Kind.PLATFORM);
    }

    @Test
    void aDayWhoseKindIsUnknownIsNoBirthAndTheDraftSaysThatEventsLackTheirDay() throws IOException {
        MappingProposal proposal = proposal("t", "rybh,jsh,ylfze,jssj,n\np1,c1,100,2024-01-05,3\n");
        assertThat(column(proposal, "jssj").role()).isEmpty();
        assertThat(column(proposal, "jssj").type()).isEqualTo(Mapping.Type.DATETIME);
        assertThat(column(proposal, "n").role()).isEmpty();
        assertThat(proposal.yaml()).contains("t: no column is surely a day").doesNotContain("into: claim_settlement");
    }

    @Test
    void itemsInSeveralUnitsAreToldInTheDraft() throws IOException {
        String head = "患者编号,检验日期,检验项目,检验结果,单位\n";
        String mixed = "a,2024-01-02,GLU,6.0,mmol/L\na,2024-01-03,GLU,108,mg/dL\na,2024-01-03,HB,130,g/L\n";
        assertThat(proposal("t", head + mixed).yaml()).contains("1 items have results in more than one unit");
        String same = "a,2024-01-02,GLU,6.0,mmol/L\na,2024-01-03,GLU,7,mmol/l\na,2024-01-03,HB,130,g/L\n";
        assertThat(proposal("t", head + same).yaml()).doesNotContain("more than one unit");
    }

    @Test
    void resultsAreConvertedRowByRowAndTheirUnitWithThem() throws IOException {
        String yaml = """
                mapping: 1
                id: lab
                name: lab
                dates: [yyyy-MM-dd]
                tables:
                  lab: {columns: {pid: {type: text, identity: person}, day: date, item: text, value: measured, unit: text}}
                units:
                  lab:
                    - {items: [GLU], to: mmol/L, analyte: glucose}
                    - {items: [HB], to: g/L}
                fills:
                  - {into: person, from: lab, key: [pid], fields: {person_source_value: pid}}
                  - into: measurement
                    from: lab
                    fields:
                      person_id: {ref: person, key: [pid]}
                      measurement_date: day
                      measurement_source_value: item
                      value_as_number: {convert: value, unit: unit, item: item, by: lab}
                      unit_source_value: {convert: value, unit: unit, item: item, by: lab, result: unit}
                      unit_concept_id: {convert: value, unit: unit, item: item, by: lab, result: concept}
                """;
        RawTable raw = Raw.text(
                folder,
                "lab",
                "pid,day,item,value,unit",
                "a,2024-01-02,GLU,6.0,mmol/L",
                "a,2024-01-02,GLU,108,mg/dL",
                "a,2024-01-02,HB,13.5,g/dL",
                "a,2024-01-02,HB,130,g/L",
                "a,2024-01-02,K,4.1,mmol/L");
        StandardStore store = Standardiser.run(
                List.of(raw),
                Mappings.parse(yaml.getBytes(StandardCharsets.UTF_8), "lab.yaml"),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1));
        assertThat(Raw.rows(
                        store,
                        "SELECT measurement_source_value, round(value_as_number, 2), unit_source_value, unit_concept_id"
                                + " FROM measurement ORDER BY measurement_id"))
                .containsExactly(
                        "GLU|6.0|mmol/L|8753",
                        "GLU|5.99|mmol/L|8753",
                        "HB|135.0|g/L|8636",
                        "HB|130.0|g/L|8636",
                        "K|4.1|mmol/L|8753");
        assertThat(problems(yaml.replace("analyte: glucose", "analyte: glucos")))
                .containsExactly("UNKNOWN_NAME 8 units.lab");
    }

    @Test
    void aTableWithoutAPersonGivesAProposalThatSaysSo() throws IOException {
        String yaml = proposal("t", "a,b\n1,2\n").yaml();
        assertThat(yaml).contains("No column is surely the person's identifier");
    }

    @AfterAll
    static void everyErrorWasProvoked() {
        assertThat(PROVOKED).containsExactlyInAnyOrder(MappingError.values());
    }
}
