package org.steelyard.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.quality.FitResult.Verdict;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.event.ConceptItem;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.StudyPeriod;

/** Verdicts on small tables: 2 of 3 persons have a sex; heart failure occurs in 2021 and 2023, not in 2022. */
class FitForPurposeTest {

    private static final List<String> TABLES = List.of(
            "person | person_id gender_concept_id | 1 8507 | 2 8532 | 3 0",
            "condition_occurrence | person_id condition_concept_id condition_source_value source_vocabulary condition_start_date"
                    + " | 1 0 I50.900 ICD10CN 2021-05-01 | 2 0 I50.100 ICD10CN 2023-05-01 | 3 0 I51.900 ICD10CN 2022-01-01"
                    + " | 3 0 I50.x00 OTHER 2022-01-01 | 3 77 - - 2023-01-01",
            "observation_period | person_id observation_period_start_date observation_period_end_date"
                    + " | 1 2021-01-01 2023-12-31 | 2 2021-01-01 2021-06-01",
            "care_site | care_site_id | 1 | 2",
            "visit_occurrence | visit_occurrence_id care_site_id | 1 1 | 2 1");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void everyNeedGetsAVerdictAndWhatIsNotThereIsUnknown() {
        List<FitResult> results = judge(0);

        assertThat(results.stream().map(FitResult::verdict))
                .containsExactly(
                        Verdict.LIMITED,
                        Verdict.UNKNOWN,
                        Verdict.LIMITED,
                        Verdict.UNFIT,
                        Verdict.LIMITED,
                        Verdict.LIMITED);
        FitResult sex = results.getFirst();
        assertThat(sex.share().orElseThrow()).isEqualTo(2 / 3.0);
        FitResult heart = results.get(2);
        assertThat(heart.records()).contains(3L);
        assertThat(heart.persons()).contains(3L);
        assertThat(heart.years()).containsExactly(new FitResult.YearCount(2021, 1), new FitResult.YearCount(2023, 2));
        assertThat(heart.finding().en()).contains("2022");
    }

    @Test
    void fewPeopleAreNotCountedOut() {
        FitResult heart = judge(10).get(2);
        assertThat(heart.persons()).isEmpty();
        assertThat(heart.records()).isEmpty();
        assertThat(heart.years()).isEmpty();
        assertThat(heart.verdict()).isEqualTo(Verdict.LIMITED);
    }

    private List<FitResult> judge(long smallest) {
        ConceptSet heart = new ConceptSet(
                "heart",
                Text.same("heart failure"),
                List.of(
                        prefix("I50"),
                        concept(77),
                        new ConceptItem(
                                Optional.empty(),
                                Optional.of("I50.x00"),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                true)));
        ConceptSet absent = new ConceptSet("absent", Text.EMPTY, List.of(prefix("Q99")));
        FitNeeds needs = new FitNeeds(
                List.of(
                        new FitNeeds.FieldNeed("person", "gender_concept_id", Text.same("sex")),
                        new FitNeeds.FieldNeed("measurement", "value_as_number", Text.same("value"))),
                List.of(
                        new FitNeeds.SetNeed(heart, EventDomain.CONDITION),
                        new FitNeeds.SetNeed(absent, EventDomain.CONDITION)),
                new StudyPeriod(Optional.of(LocalDate.of(2021, 1, 1)), Optional.of(LocalDate.of(2023, 12, 31))),
                180,
                365,
                0.95,
                smallest);
        return FitForPurpose.judge(
                SmallTables.write(temp, Check.Store.STANDARD, TABLES), needs, QualitySettings.threads(1));
    }

    private static ConceptItem prefix(String prefix) {
        return new ConceptItem(
                Optional.of("ICD10CN"), Optional.empty(), Optional.of(prefix), Optional.empty(), true, false);
    }

    private static ConceptItem concept(long id) {
        return new ConceptItem(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id), true, false);
    }
}
