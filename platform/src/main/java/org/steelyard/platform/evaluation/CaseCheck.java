package org.steelyard.platform.evaluation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.protocol.PolicyPack;

/**
 * Whether what a form refers to is there: documents, items, findings, amendments of this very evaluation. {@link BodyCheck}
 * looks at the form alone, this at the form beside the file.
 */
final class CaseCheck {

    /** From the best to the worst. */
    private static final List<String> GRADES = List.of("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ");

    private final Case file;
    private final Surroundings around;
    private final Problems problems = new Problems();

    private CaseCheck(Case file, Surroundings around) {
        this.file = file;
        this.around = around;
    }

    /** @param pack the policy pack whose matrix combines strength and fit into a grade */
    record Surroundings(Accounts accounts, Documents documents, Rules rules, PolicyPack pack, LocalDate today) {}

    /** @throws org.steelyard.kernel.SteelyardException with all that is wrong */
    static void check(Case file, Body body, Surroundings around) {
        CaseCheck check = new CaseCheck(file, around);
        check.visit(body);
        check.problems.throwIfAny();
    }

    private void visit(Body body) {
        switch (body) {
            case Body.ImplementerChoice b -> b.qualification().ifPresent(id -> documents("qualification", List.of(id)));
            case Body.DataProvider b -> {
                if (around.accounts().organisation(b.organisation()).isEmpty()) {
                    add("organisation", "没有这个单位", "names no organisation");
                }
                documents("agreement", List.of(b.agreement()));
            }
            case Body.Authorisation b -> documents("documents", b.documents());
            case Body.Documents b -> documents("documents", b.documents());
            case Body.GovernanceFiling b -> documents("document", List.of(b.document()));
            case Body.Report b -> documents("document", List.of(b.document()));
            case Body.Amendment b -> {
                if (file.last(Body.Run.class).isPresent() && !b.afterResults()) {
                    add("afterResults", "已登记过分析运行，须声明已知悉结果", "is true once a run is recorded: results are known");
                }
            }
            case Body.AmendmentDecision b -> amendment(b);
            case Body.FindingAnswer b -> finding(b.finding());
            case Body.FindingClosed b -> {
                finding(b.finding());
                if (unanswered(b.finding())) {
                    add("finding", "该意见尚未回复", "names a finding that has not been answered");
                }
            }
            case Body.Grade b -> grade(b);
            case Body.MonitoringPlan b -> b.routineDue().ifPresent(this::routine);
            case Body.MonitoringFigure b -> item(b.item());
            case Body.Trigger b -> {
                if (b.ended()
                        && Triggers.inForce(file).stream()
                                .noneMatch(t -> t.name().equals(b.name()))) {
                    add("name", "没有这条预警规则", "names no rule that is in force");
                }
            }
            case Body.SupportDecision b -> support(b);
            case Body.SampleComparison b -> sample(b);
            case Body.DataCollection b -> {
                past("on", Optional.of(b.on()));
                past("firstSubject", b.firstSubject());
            }
            case Body.AccessFigures b -> access(b);
            case Body.SupportRequest ignored -> {}
            case Body.QualityControl ignored -> {}
            case Body.QualityComparison ignored -> {}
            case Body.Nothing ignored -> {}
            case Body.Reason ignored -> {}
            case Body.Application ignored -> {}
            case Body.Interests ignored -> {}
            case Body.ProtocolText ignored -> {}
            case Body.Minutes ignored -> {}
            case Body.MinutesAnswers ignored -> {}
            case Body.Extraction ignored -> {}
            case Body.Run ignored -> {}
            case Body.Assignment ignored -> {}
            case Body.Repeat ignored -> {}
            case Body.Review ignored -> {}
            case Body.Findings ignored -> {}
            case Body.Approval ignored -> {}
            case Body.Publication ignored -> {}
            case Body.PathwayUpdate ignored -> {}
        }
    }

    private void documents(String field, List<String> wanted) {
        Set<String> there = around.documents().of(file.evaluation().id()).stream()
                .map(Documents.Document::id)
                .collect(Collectors.toSet());
        if (!there.containsAll(wanted)) {
            add(field, "本评价中没有这个文件，请先上传", "names no file of this evaluation: upload it first");
        }
    }

    private void amendment(Body.AmendmentDecision decision) {
        boolean proposed = file.of("propose-amendment").anyMatch(f -> f.number() == decision.amendment());
        boolean decided =
                file.bodies(Body.AmendmentDecision.class).anyMatch(d -> d.amendment() == decision.amendment());
        if (!proposed || decided) {
            add("amendment", "没有待决定的修改申请", "names no amendment that waits for a decision");
        }
    }

    private void support(Body.SupportDecision decision) {
        boolean asked = file.of("ask-support").anyMatch(f -> f.number() == decision.request());
        boolean decided = file.bodies(Body.SupportDecision.class).anyMatch(d -> d.request() == decision.request());
        if (!asked || decided) {
            add("request", "没有待决定的支持申请", "names no wish for support that waits for a decision");
        }
    }

    /** The draw is from the rows of an extraction that was logged. */
    private void sample(Body.SampleComparison sample) {
        Optional<Body.Extraction> extraction = file.filings().stream()
                .filter(f -> f.number() == sample.extraction())
                .flatMap(f -> f.body() instanceof Body.Extraction e ? Stream.of(e) : Stream.empty())
                .findFirst();
        if (extraction.isEmpty()) {
            add("extraction", "没有这次数据提取登记", "names no extraction that was logged");
        } else if (sample.size() > extraction.get().rows()) {
            add(
                    "size",
                    "不超过提取的行数 " + extraction.get().rows(),
                    "is at most the number of rows, " + extraction.get().rows());
        }
    }

    private void past(String field, Optional<LocalDate> day) {
        if (day.filter(around.today()::isBefore).isPresent()) {
            add(field, "不晚于今日", "is not after today");
        }
    }

    /** Of a service of this evaluation, in groups large enough to be shown. */
    private void access(Body.AccessFigures figures) {
        item(figures.item());
        SmallCells cells = SmallCells.of(around.pack());
        for (int i = 0; i < figures.groups().size(); i++) {
            Body.AccessGroup group = figures.groups().get(i);
            if (cells.isRevealing(group.users(), group.people())) {
                add(
                        "groups[" + i + "].users",
                        "人数或其余人数过少（不大于 " + cells.limit() + "），须并组后登记",
                        "is a small count, or leaves one (up to " + cells.limit() + "): merge groups first");
            }
        }
    }

    private void item(String code) {
        if (!file.evaluation().itemCodes().contains(code)) {
            add(
                    "item",
                    "不是本评价的项目，应为：" + String.join("、", file.evaluation().itemCodes()),
                    "is one of " + String.join(", ", file.evaluation().itemCodes()));
        }
    }

    private void finding(int number) {
        if (number < 1 || number > Findings.of(file).size()) {
            add("finding", "没有这条核查意见", "names no finding");
        }
    }

    private boolean unanswered(int number) {
        return Findings.of(file).stream()
                .anyMatch(f -> f.number() == number && f.answer().isEmpty());
    }

    /** The routine evaluation after a rapid one has to begin within the time that the rules allow. */
    private void routine(LocalDate due) {
        LocalDate latest = around.today().plusDays(around.rules().rapid().routineWithin());
        if (due.isBefore(around.today()) || due.isAfter(latest)) {
            add("routineDue", "应在今日至 " + latest + " 之间", "is between today and " + latest);
        }
    }

    /**
     * Both axes together set the grade (guide, part 6, section 7.4): it is never better than the pack's matrix has it for the
     * scenario of this evaluation. A worse one is the experts' to give, with their reasons.
     */
    private void grade(Body.Grade grade) {
        String fit = grade.fit().getOrDefault(file.evaluation().scenario(), "");
        if (!fit.matches("B[1-4]")) {
            add(
                    "fit",
                    "须有本评价场景（" + file.evaluation().scenario() + "）的适配度 B1—B4",
                    "has B1 to B4 for the scenario of this evaluation, "
                            + file.evaluation().scenario());
            return;
        }
        String key = "matrix-" + grade.strength().substring(1) + "-" + fit.substring(1);
        Optional<Integer> best =
                Optional.ofNullable(around.pack().evidence().get(key)).map(number -> (int) number.value());
        int given = GRADES.indexOf(grade.grade()) + 1;
        if (given == 0 || best.filter(b -> given < b).isPresent()) {
            String allowed = IntStream.rangeClosed(best.orElse(1), GRADES.size())
                    .mapToObj(level -> GRADES.get(level - 1))
                    .collect(Collectors.joining(" "));
            add(
                    "grade",
                    "强度 " + grade.strength() + " 与适配度 " + fit + " 下允许：" + allowed,
                    "is one of " + allowed + " for strength " + grade.strength() + " and fit " + fit);
        }
    }

    private void add(String field, String zh, String en) {
        problems.add(
                PlatformError.BAD_BODY,
                Place.field(field),
                Text.of(zh, "the field " + en),
                Text.of("改正该字段后重新提交", "mend the field and submit again"));
    }
}
