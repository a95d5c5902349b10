package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.SteelyardException;

/** Claims, a hospital and patients' answers: one population, linked by what identifies the same person in several of them. */
class LinkedStoresTest {

    @TempDir
    private Path folder;

    private LinkedStores.Part claims;
    private LinkedStores.Part hospital;
    private LinkedStores.Part answers;

    @BeforeEach
    void sources() throws Exception {
        claims = part(
                "claims",
                Mappings.Kind.PLATFORM,
                table(
                        "psn_insu_d",
                        "psn_no,certno,gend,brdy,insutype,begndate,enddate",
                        "p1,c1,1,1950-01-02,310,2021-01-01,2021-12-31",
                        "p2,c2,2,,310,2021-01-01,2021-12-31",
                        "p3,c3,1,1970-01-02,310,2021-01-01,2021-12-31",
                        "p4,c3,1,1970-01-02,310,2021-01-01,2021-12-31"),
                table(
                        "mdtrt_d",
                        "mdtrt_id,psn_no,med_type,begntime,endtime,fixmedins_code,vali_flag",
                        "m1,p1,21,2021-03-02 08:00:00,2021-03-09 10:00:00,H33010000001,1",
                        "m2,p2,11,2021-04-02 08:00:00,,H33010000001,1"),
                table(
                        "setl_d",
                        "setl_id,mdtrt_id,psn_no,insutype,med_type,setl_time,begndate,enddate,fixmedins_code,medfee_sumamt,refd_setl_flag,vali_flag",
                        "s1,m1,p1,310,21,2021-03-09 11:00:00,2021-03-02,2021-03-09,H33010000001,100.00,0,1"));
        hospital = part(
                "hospital",
                Mappings.Kind.HOSPITAL,
                table(
                        "case_first_page",
                        "patient_id,id_number,visit_id,sex,birth_date,admission_time,discharge_time",
                        "h1,c1,v1,1,1950-01-02,2021-03-02 08:00,2021-03-09 10:00",
                        "h2,c2,v2,2,1960-05-06,2021-05-02 08:00,2021-05-09 10:00",
                        "h3,c3,v3,1,1970-01-02,2021-06-02 08:00,2021-06-09 10:00",
                        "h9,c9,v9,1,1980-01-02,2021-07-02 08:00,2021-07-09 10:00"),
                table(
                        "lab_result",
                        "patient_id,visit_id,sample_time,item_code,result,unit",
                        "h1,v1,2021-03-03 07:00,K,4.1,mmol/L",
                        "h2,v2,2021-05-03 07:00,K,4.2,mmol/L",
                        "h2,v2,2021-05-04 07:00,K,4.3,mmol/L",
                        "h9,v9,2021-07-03 07:00,K,4.4,mmol/L"));
        answers = part(
                "answers",
                Mappings.Kind.PATIENTS,
                table(
                        "eq5d_5l",
                        "patient_id,date,mobility,self_care,usual_activities,pain_discomfort,anxiety_depression",
                        "h1,2021-08-01,1,1,2,1,1",
                        "h9,2021-08-01,1,1,2,1,3"));
    }

    private RawTable table(String name, String header, String... rows) throws Exception {
        return Raw.text(Files.createDirectories(folder.resolve("raw")), name, header, rows);
    }

    private LinkedStores.Part part(String id, Mappings.Kind kind, RawTable... raws) {
        Mapping mapping = Mappings.shipped(kind);
        StandardStore store =
                Standardiser.run(List.of(raws), mapping, folder.resolve(id), StandardSettings.DEFAULT.withThreads(1));
        return new LinkedStores.Part(id, store, mapping, List.of(raws));
    }

    private StandardStore linked(LinkedStores.Part... parts) {
        return LinkedStores.run(List.of(parts), folder.resolve("linked"), StandardSettings.DEFAULT.withThreads(1));
    }

    @Test
    void aHospitalLeadsToTheClaimsByTheCertificateAndAnswersByTheHospital() {
        // the answers know the hospital's number only, and come before the hospital
        StandardStore store = linked(claims, answers, hospital);

        assertThat(Raw.rows(store, "SELECT person_id, person_source_value, year_of_birth FROM person ORDER BY 1"))
                .as("the population is that of the claims; a birthday that only the hospital knows is taken over")
                .containsExactly("1|p1|1950", "2|p2|1960", "3|p3|1970", "4|p4|1970");
        assertThat(Raw.rows(store, "SELECT person_id, value_as_number FROM measurement ORDER BY 2"))
                .as("of people who are not in the claims, and of h3 who could be two of them, nothing")
                .containsExactly("1|4.1", "2|4.2", "2|4.3");
        assertThat(Raw.rows(store, "SELECT DISTINCT person_id FROM survey_answer"))
                .containsExactly("1");
    }

    @Test
    void recordsOfOtherSourcesKeepWhatTheyBelongToUnderNewNumbers() {
        StandardStore store = linked(claims, hospital, answers);

        assertThat(
                        Raw.rows(
                                store,
                                "SELECT v.person_id, v.visit_start_date FROM visit_occurrence v ORDER BY v.visit_occurrence_id"))
                .containsExactly("1|2021-03-02", "2|2021-04-02", "1|2021-03-02", "2|2021-05-02");
        assertThat(Raw.rows(
                        store,
                        "SELECT count(*), count(v.visit_occurrence_id), count(DISTINCT measurement_id) FROM measurement m LEFT JOIN"
                                + " visit_occurrence v ON v.visit_occurrence_id = m.visit_occurrence_id AND v.person_id = m.person_id"
                                + " AND m.measurement_date BETWEEN v.visit_start_date AND v.visit_end_date"))
                .containsExactly("3|3|3");
        assertThat(
                        Raw.rows(
                                store,
                                "SELECT DISTINCT src_file FROM measurement UNION SELECT DISTINCT src_file FROM survey_answer ORDER BY 1"))
                .as("rows lead to their file in the manifest of all")
                .containsExactly(place(store, "lab_result"), place(store, "eq5d_5l"));
        assertThat(Raw.rows(store, "SELECT person_id, count(*) FROM observation_period GROUP BY 1 ORDER BY 1"))
                .as("observation is that of the claims")
                .containsExactly("1|1", "2|1", "3|1", "4|1");
    }

    private LinkedStores.Part omop(String id, String concept) throws Exception {
        Path raw = Files.createDirectories(folder.resolve("raw-" + id));
        return part(
                id,
                Mappings.Kind.OMOP,
                Raw.text(
                        raw,
                        "concept",
                        "concept_id,concept_name,domain_id,vocabulary_id,concept_class_id,concept_code,valid_start_date,valid_end_date",
                        concept),
                Raw.text(
                        raw,
                        "person",
                        "person_id,gender_concept_id,year_of_birth,race_concept_id,ethnicity_concept_id",
                        "1,8507,1970,0,0"));
    }

    @Test
    void oneLocalNumberForTwoConceptsIsRefusedAndForOneItIsNot() throws Exception {
        LinkedStores.Part first = omop("first", "2000000001,a,Drug,LOCAL,x,c1,2020-01-01,2099-12-31");
        LinkedStores.Part other = omop("other", "2000000001,b,Drug,LOCAL,x,c2,2020-01-01,2099-12-31");
        LinkedStores.Part same = omop("same", "2000000001,a,Drug,LOCAL,x,c1,2020-01-01,2099-12-31");

        SteelyardException failure = catchThrowableOfType(SteelyardException.class, () -> linked(first, other));

        assertThat(failure.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(StandardError.CONCEPTS_COLLIDE);
            assertThat(problem.message().en()).startsWith("1 numbers of local concepts");
        });
        assertThat(folder.resolve("linked").resolve(StandardStore.MANIFEST)).doesNotExist();
        assertThat(Raw.rows(linked(first, same), "SELECT concept_code FROM concept WHERE concept_id = 2000000001"))
                .containsExactly("c1");
    }

    private static String place(StandardStore store, String table) {
        return String.valueOf(store.manifest().inputs().stream()
                .filter(f -> f.table().equals(table))
                .findFirst()
                .orElseThrow()
                .index());
    }

    @Test
    void linksAreCountedBySourceAndTable() {
        List<StepCount> steps = linked(claims, hospital, answers).manifest().steps().stream()
                .filter(s -> s.step().equals(LinkedStores.STEP))
                .toList();

        assertThat(steps.stream().map(s -> s.table() + " " + s.rowsBefore() + " " + s.rowsAfter()))
                .contains(
                        "hospital.person 4 2",
                        "answers.person 2 1",
                        "hospital.measurement 4 3",
                        "answers.survey_answer 10 5");
        assertThat(steps.getFirst().what().en()).contains("1 lead to several people and 1 to nobody");
    }

    @Test
    void theSameStoresGiveTheSameBytesOnAnyNumberOfThreads() {
        List<String> one = Raw.digests(linked(claims, hospital, answers).folder());
        StandardStore again = LinkedStores.run(
                List.of(claims, hospital, answers), folder.resolve("again"), StandardSettings.DEFAULT.withThreads(3));

        assertThat(Raw.digests(again.folder())).isEqualTo(one);
    }
}
