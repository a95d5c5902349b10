package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.standard.MappingCoverage;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.report.ReportWriter;
import org.steelyard.report.document.Document;

class GovernanceReportComposerTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 2);

    @TempDir
    private Path temp = Path.of("");

    @ParameterizedTest
    @EnumSource(Lang.class)
    void everyPartOfTheReportIsThere(Lang lang) {
        String text = String.join("\n", Reading.texts(GovernanceReportComposer.compose(report(true), DAY, lang)));
        assertThat(text)
                .contains("setl_d.csv", "HMAC-SM3", "k-1", "setl_d.psn_no", "I1", "2,000 / 10,000", "20.00%")
                .contains("100.00", "90.50", "starter 1", "2021-01-01", "--show", "--audit", "DQ25")
                .contains(Digest.of("a").hex());
        assertThat(text)
                .contains(
                        lang == Lang.ZH
                                ? List.of("数据治理报告", "身份标识的处理", "对评价目的的适用性", "执行失败的检查", "有限适用")
                                : List.of(
                                        "Data Governance Report",
                                        "Identities",
                                        "Fitness for purpose",
                                        "broke",
                                        "limited"));
        assertThat(text).doesNotContain("null", "Optional");
        if (lang == Lang.EN) {
            // the cover carries the title in both languages
            String without = text.replace(report(true).title().zh(), "");
            assertThat(without.codePoints().filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Lang.class)
    void whatIsNotApplicableIsInNoShare(Lang lang) {
        List<String> texts = Reading.texts(GovernanceReportComposer.compose(report(true), DAY, lang));
        // three judged: one passed, one failed, one broken; two not applicable
        assertThat(texts).contains("33.33%");
    }

    @Test
    void anEmptyReportIsStillWhole() {
        GovernanceReport bare = new GovernanceReport(
                Text.same("x"),
                Optional.empty(),
                "dev",
                List.of(),
                GovernanceReport.IdentityFacts.NONE,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                new QualityReport(List.of()),
                List.of(),
                List.of());
        Document document = GovernanceReportComposer.compose(bare, DAY, Lang.ZH);
        ReportWriter.Written written = ReportWriter.write(document, temp, "governance");
        assertThat(written.html()).hasFileName("governance.html").isNotEmptyFile();
    }

    @Test
    void theSameReportGivesTheSameFiles() throws java.io.IOException {
        for (String folder : List.of("a", "b")) {
            Document document = GovernanceReportComposer.compose(report(true), DAY, Lang.ZH);
            ReportWriter.write(document, temp.resolve(folder), "governance");
        }
        for (String file : List.of("governance.html", "governance.docx", "governance.pdf")) {
            assertThat(Files.mismatch(
                            temp.resolve("a").resolve(file), temp.resolve("b").resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    private static GovernanceReport report(boolean fit) {
        List<Check> checks = CheckRows.shipped();
        Check rule = CheckRows.find(checks, "I1");
        Text text = Text.of("规则", "rule");
        return new GovernanceReport(
                Text.of("某市结算数据", "Settlements of a city"),
                Optional.of(new GovernanceReport.PlanFacts("plan-1", "1.0", Digest.of("plan"))),
                "dev",
                List.of(new GovernanceReport.SourceFacts(
                        0,
                        "setl_d.csv",
                        "platform",
                        "csv",
                        "GB18030",
                        10_000,
                        Digest.of("a").hex(),
                        List.of(text))),
                new GovernanceReport.IdentityFacts(
                        "HMAC-SM3", "k-1", List.of("setl_d.psn_no"), List.of("setl_d.psn_name"), List.of()),
                List.of(new StepCount(
                        "standardise",
                        "setl_d",
                        "valid",
                        10,
                        9,
                        Optional.of(new BigDecimal("100.00")),
                        Optional.of(new BigDecimal("90.50")),
                        text)),
                List.of(new GovernanceReport.TableRows("claim_settlement", 9_990)),
                Optional.of(new StoreManifest.Period(LocalDate.of(2021, 1, 1), LocalDate.of(2023, 12, 31))),
                List.of(new MappingCoverage("drug_exposure", "drug_source_value", "NHSA_DRUG", 9, 8, 1, 0, 3, 2, 0)),
                List.of("starter 1"),
                new QualityReport(List.of(
                        new CheckResult(rule, new Outcome.Counted(10_000, 2_000, List.of())),
                        new CheckResult(CheckRows.find(checks, "I2"), new Outcome.Counted(10_000, 0, List.of())),
                        new CheckResult(CheckRows.find(checks, "I3"), new Outcome.Broken("SQLException")),
                        new CheckResult(
                                CheckRows.find(checks, "I4"),
                                new Outcome.NotApplicable(CheckResult.Reason.NO_ROWS, text)),
                        new CheckResult(
                                CheckRows.find(checks, "I5"),
                                new Outcome.NotApplicable(CheckResult.Reason.TABLE_ABSENT, text)))),
                fit
                        ? List.of(new FitResult(
                                FitResult.Kind.CONCEPT_SET,
                                Text.of("心衰", "heart failure"),
                                FitResult.Verdict.LIMITED,
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                Optional.of(100L),
                                Optional.empty(),
                                List.of(new FitResult.YearCount(2022, 100)),
                                text))
                        : List.of(),
                List.of(Text.of(
                        "与来源的核对见审核样本（DQ25）。", "The audit sample (DQ25) serves for comparison with the source.")));
    }
}
