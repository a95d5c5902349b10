package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.kernel.Text;

/** Packs give concepts, classes above them, standard concepts by cross-map, and coverage by the version of the day. */
class PacksTest {

    @TempDir
    private Path folder;

    private static CodePack.Entry entry(String code, String from, String to) {
        return new CodePack.Entry(
                "ICD10CN",
                code,
                "name of " + code,
                "1",
                LocalDate.parse(from),
                Optional.of(to).filter(t -> !t.isEmpty()).map(LocalDate::parse),
                Optional.empty());
    }

    private StandardStore store() {
        CodePack pack = new CodePack(
                new CodePack.Header("mine", "3", Text.same("mine"), Text.same("test"), ""),
                List.of(
                        entry("I50.900", "2020-01-01", ""),
                        entry("I10.x00", "2020-01-01", "2022-12-31"),
                        entry("E11.900", "2020-01-01", "2022-12-31"),
                        entry("E11.900", "2023-02-01", "")),
                List.of(new CodePack.CrossMap("ICD10CN", "I50.900", "OMOP", "316139")),
                List.of());
        return Standardiser.run(
                List.of(
                        Raw.text(
                                folder,
                                "mdtrt_d",
                                "mdtrt_id,psn_no,med_type,begntime,endtime",
                                "m1,a,21,2022-05-01,2022-05-05",
                                "m2,a,21,2023-01-10,2023-01-12",
                                "m3,a,21,2023-03-10,2023-03-12"),
                        Raw.text(
                                folder,
                                "setl_diag_list_d",
                                "mdtrt_id,psn_no,maindiag_flag,diag_code",
                                "m1,a,1,I50.900",
                                "m2,a,1,I50.900",
                                "m1,a,0,I10.x00",
                                "m2,a,0,I10.x00",
                                "m1,a,0,E11.900",
                                "m2,a,0,E11.900",
                                "m3,a,0,E11.900",
                                "m3,a,0,Z99.999")),
                Mappings.shipped(Mappings.Kind.PLATFORM),
                folder.resolve("store"),
                StandardSettings.DEFAULT.withPacks(List.of(pack)).withThreads(1));
    }

    @Test
    void codesOfPacksBecomeConceptsWithTheirClassesAbove() {
        StandardStore store = store();
        assertThat(Raw.rows(
                        store, "SELECT concept_id, concept_code, concept_class_id, domain_id FROM concept ORDER BY 1"))
                .containsExactly(
                        "2000000000|E11|Class|Condition",
                        "2000000001|E11.9|Class|Condition",
                        "2000000002|E11.900|Code|Condition",
                        "2000000003|I10|Class|Condition",
                        "2000000004|I10.x00|Code|Condition",
                        "2000000005|I50|Class|Condition",
                        "2000000006|I50.9|Class|Condition",
                        "2000000007|I50.900|Code|Condition");
        assertThat(Raw.rows(
                        store,
                        "SELECT DISTINCT condition_source_value, condition_source_concept_id, condition_concept_id FROM"
                                + " condition_occurrence ORDER BY 1"))
                .containsExactly(
                        "E11.900|2000000002|0", "I10.x00|2000000004|0", "I50.900|2000000007|316139", "Z99.999|0|0");
        assertThat(Raw.rows(
                        store,
                        "SELECT a.concept_code, min_levels_of_separation FROM concept_ancestor JOIN concept a ON a.concept_id ="
                                + " ancestor_concept_id WHERE descendant_concept_id = 2000000007 ORDER BY 2"))
                .containsExactly("I50.900|0", "I50.9|1", "I50|2");
        assertThat(store.manifest().packs()).containsExactly("mine 3");
    }

    @Test
    void coverageIsByRecordAndByCodeAndJudgesEachDay() {
        MappingCoverage coverage = store().manifest().coverage().getFirst();
        assertThat(coverage)
                .isEqualTo(new MappingCoverage(
                        "condition_occurrence", "condition_source_value", "ICD10CN", 8, 5, 2, 2, 4, 1, 1));
        assertThat(coverage.unknown()).isEqualTo(1);
    }

    @Test
    void anEraTakesTheSourceConceptWhereThereIsNoStandardOne() {
        assertThat(Raw.rows(
                        store(),
                        "SELECT condition_concept_id, condition_era_start_date, condition_era_end_date, condition_occurrence_count"
                                + " FROM condition_era ORDER BY 1, 2"))
                .containsExactly(
                        "316139|2022-05-01|2022-05-05|1",
                        "316139|2023-01-10|2023-01-12|1",
                        "2000000002|2022-05-01|2022-05-05|1",
                        "2000000002|2023-01-10|2023-01-12|1",
                        "2000000002|2023-03-10|2023-03-12|1",
                        "2000000004|2022-05-01|2022-05-05|1",
                        "2000000004|2023-01-10|2023-01-12|1");
    }
}
