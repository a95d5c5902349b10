package org.steelyard.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.steelyard.cohort.Fixture.derived;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cohort.Attrition.Step;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Variable;

class CohortBuilderTest {

    @TempDir
    Path folder;

    @Test
    void everyColumnArrivesTypedAndInTheOrderOfTheDictionary() {
        Cohort cohort = Fixture.people().build(folder);
        AnalysisTable table = cohort.table();
        assertThat(table.columns())
                .extracting(Column::name)
                .containsExactly("arm", "age", "visits", "sex", "day", "time");
        assertThat(table.sourceRows()).containsExactly(2, 3, 4, 5);
        assertThat(table.numbers("arm")).containsExactly(1, 0, 1, 0);
        assertThat(table.numbers("age")).containsExactly(50, 60, 70, Double.NaN);
        assertThat(table.numbers("sex")).containsExactly(0, 1, 1, 0);
        double first = LocalDate.of(2024, 1, 1).toEpochDay();
        assertThat(table.numbers("day")).containsExactly(first, first + 1, Double.NaN, first + 3);
    }

    @Test
    void identifiersAndFreeTextStayBehind() {
        assertThat(Fixture.people().build(folder).table().has("id")).isFalse();
    }

    /** Centres are told apart and no more: no name of one is in the table. */
    @Test
    void aTextThatGroupsPeopleIsKeptAsNumbersWithoutMeaning() {
        Fixture people = Fixture.people()
                .text(
                        "id,arm,age,visits,sex,day,time,centre\na,1,1,1,male,,1,east\nb,0,1,1,male,,1,west\nc,0,1,1,male,,1,east\n")
                .with(Fixture.var("centre", Variable.Role.GROUP, Variable.Type.TEXT)
                        .build());
        assertThat(people.build(folder).table().has("centre")).isFalse();
        assertThat(people.groupedBy("centre").build(folder).table().numbers("centre"))
                .containsExactly(0, 1, 0);
    }

    @Test
    void inputStatesRowsDigestEncodingAndDelimiter() {
        Fixture f = Fixture.people();
        var input = f.build(folder).inputs().getFirst();
        assertThat(input.rows()).isEqualTo(4);
        assertThat(input.sha256()).isEqualTo(Digest.of(f.content));
        assertThat(input.encoding()).contains("UTF-8");
        assertThat(input.delimiter()).contains("comma");
        assertThat(input.bytes()).isEqualTo(f.content.length);
    }

    @Test
    void everyCriterionIsCountedInOrder() {
        Cohort cohort = Fixture.people()
                .include("adult", "age >= 55", OnMissing.KEEP)
                .exclude("seen-once", "visits = 1", OnMissing.REMOVE)
                .build(folder);
        assertThat(cohort.attrition().start()).isEqualTo(4);
        assertThat(cohort.attrition().steps())
                .extracting(Step::criterion, Step::removed, Step::undecided, Step::remaining)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("adult", 1, 1, 3),
                        org.assertj.core.groups.Tuple.tuple("seen-once", 1, 0, 2),
                        org.assertj.core.groups.Tuple.tuple("exposure-known", 0, 0, 2));
    }

    @Test
    void peopleOfUnknownTreatmentAreAStepOfTheirOwn() {
        Cohort cohort = Fixture.people()
                .text("id,arm,age,visits,sex,day,time\na,1,1,1,male,,1\nb,,1,1,male,,1\nc,0,1,1,male,,1\n")
                .build(folder);
        Step last = cohort.attrition().steps().getLast();
        assertThat(last).isEqualTo(new Step("exposure-known", last.label(), true, 1, 1, 2));
        assertThat(cohort.attrition().treated()).isEqualTo(1);
        assertThat(cohort.attrition().control()).isEqualTo(1);
        assertThat(cohort.table().sourceRows()).containsExactly(2, 4);
    }

    @Test
    void derivedVariablesMayDependOnEachOtherInAnyOrder() {
        Cohort cohort = Fixture.people()
                .with(derived("older", Variable.Type.BINARY, "decade >= 6"))
                .with(derived("decade", Variable.Type.NUMBER, "floor(age / 10)"))
                .with(Fixture.var("band", Variable.Role.GROUP, Variable.Type.CATEGORY)
                        .define("if(older, '60+', '<60')")
                        .levels("<60", "60+")
                        .build())
                .build(folder);
        assertThat(cohort.table().numbers("decade")).containsExactly(5, 6, 7, Double.NaN);
        assertThat(cohort.table().numbers("older")).containsExactly(0, 1, 1, Double.NaN);
        assertThat(cohort.table().numbers("band")).containsExactly(0, 1, 1, Double.NaN);
    }

    @Test
    void missingIsWhatThePlanDeclaresAndTheVariableAdds() {
        Cohort cohort = Fixture.people()
                .with(Fixture.var("age", Variable.Role.COVARIATE, Variable.Type.NUMBER)
                        .missing("-9")
                        .build())
                .text("id,arm,age,visits,sex,day,time\na,1,-9.0,1,male,,1\nb,0, 5 ,1,male,,1\n")
                .build(folder);
        assertThat(cohort.table().numbers("age")).containsExactly(Double.NaN, 5);
    }

    @Test
    void recodeComesBeforeMissing() {
        Fixture f = Fixture.people();
        f.missing = java.util.List.of("", "NA");
        Cohort cohort = f.with(Fixture.var("sex", Variable.Role.COVARIATE, Variable.Type.CATEGORY)
                        .levels("male", "female", "none")
                        .recode("NA", "none")
                        .recode("M", "male")
                        .build())
                .text("id,arm,age,visits,sex,day,time\na,1,NA,1,M,,1\nb,0,5,1,NA,,1\nc,0,5,1,,,1\n")
                .build(folder);
        assertThat(cohort.table().numbers("sex")).containsExactly(0, 2, Double.NaN);
        assertThat(cohort.table().numbers("age")).containsExactly(Double.NaN, 5, 5);
    }

    @Test
    void completenessIsCountedBeforeAndAfterTheCriteria() {
        Cohort cohort = Fixture.people()
                .include("age-known", "age is not missing", OnMissing.FAIL)
                .build(folder);
        VariableQuality age = cohort.quality().stream()
                .filter(q -> q.variable().equals("age"))
                .findFirst()
                .orElseThrow();
        assertThat(age.sourceCompleteness()).isEqualTo(0.75);
        assertThat(age.completeness()).isEqualTo(1);
    }

    @Test
    void chineseNamesWork() {
        Fixture f = new Fixture();
        f.variables.add(Fixture.var("arm", Variable.Role.EXPOSURE, Variable.Type.BINARY)
                .column("是否用药")
                .yes("是")
                .no("否")
                .build());
        f.variables.add(
                Fixture.var("年龄", Variable.Role.COVARIATE, Variable.Type.NUMBER).build());
        f.include("成年", "年龄 ≥ 18", OnMissing.FAIL);
        f.bytes("是否用药,年龄\n是,20\n否,30\n是,10\n".getBytes(java.nio.charset.Charset.forName("GB18030")));
        Cohort cohort = f.build(folder);
        assertThat(cohort.table().numbers("年龄")).containsExactly(20, 30);
        assertThat(cohort.inputs().getFirst().encoding()).contains("GB18030");
    }

    @Test
    void anEmptyArmSaysWhichOne() {
        assertThatThrownBy(() -> Fixture.people()
                        .include("old", "age > 65", OnMissing.REMOVE)
                        .build(folder))
                .isInstanceOf(SteelyardException.class)
                .satisfies(e -> assertThat(((SteelyardException) e).problems())
                        .singleElement()
                        .satisfies(p -> {
                            assertThat(p.code()).isEqualTo(CohortError.EMPTY_ARM);
                            assertThat(p.message())
                                    .isEqualTo(Text.of(
                                            "对照组“常规”没有人，无法比较",
                                            "the comparator arm \"usual\" is empty; there is nothing to compare"));
                        }));
    }
}
