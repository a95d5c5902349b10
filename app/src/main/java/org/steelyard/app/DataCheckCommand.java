package org.steelyard.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.steelyard.app.store.StepStore;
import org.steelyard.data.governance.AuditSample;
import org.steelyard.data.governance.GovernanceJson;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.CheckResult;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.FailingRow;
import org.steelyard.data.quality.FitForPurpose;
import org.steelyard.data.quality.FitNeeds;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityChecks;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.raw.Database;
import org.steelyard.kernel.ErrorKind;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.PolicyPacks;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.report.ReportWriter;
import org.steelyard.report.compose.GovernanceReportComposer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Reads, standardises and checks data, and writes the governance report. */
@Command(name = "check", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class DataCheckCommand implements Callable<Integer> {

    private static final int NAMED = 20;

    @ParentCommand
    private DataCommand parent = new DataCommand();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR|PROTOCOL", descriptionKey = "check.target")
    private Path target = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", descriptionKey = "data")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--source", paramLabel = "KIND", descriptionKey = "check.source")
    private Optional<String> source = Optional.empty();

    @Option(names = "--mapping", paramLabel = "FILE", descriptionKey = "check.mapping")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--missing", paramLabel = "TEXT", descriptionKey = "std.missing")
    private List<String> missing = new ArrayList<>();

    @Option(names = "--zone", paramLabel = "ZONE", descriptionKey = "std.zone")
    private Optional<String> zone = Optional.empty();

    @Option(names = "--key", paramLabel = "FILE", descriptionKey = "check.key")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--connections", paramLabel = "FILE", descriptionKey = "check.connections")
    private Optional<Path> connections = Optional.empty();

    @Option(names = "--pack", paramLabel = "DIR", descriptionKey = "check.pack")
    private List<Path> packs = new ArrayList<>();

    @Option(names = "--checks", paramLabel = "FILE", descriptionKey = "check.checks")
    private Optional<Path> checks = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "check.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--show", paramLabel = "ID", descriptionKey = "check.show")
    private Optional<String> show = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", descriptionKey = "check.limit")
    private int limit = 20;

    @Option(names = "--audit", paramLabel = "N", descriptionKey = "check.audit")
    private Optional<Integer> audit = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "check.seed")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "threads")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--strict", descriptionKey = "check.strict")
    private boolean strict;

    @Override
    public Integer call() throws Exception {
        limits();
        Progress progress = engine.progress(parent.language());
        try (Interruption ignored = Interruption.tell(
                progress, Text.of("会沿用已读完的原始表，其余从头再做", "keeps the raw tables that were read and does the rest anew"))) {
            return check(progress);
        }
    }

    private int check(Progress progress) throws Exception {
        Optional<CheckTarget.Checked> before = CheckTarget.earlier(target);
        if (before.isPresent() && !Files.isRegularFile(target)) {
            return check(before.get(), Optional.empty(), progress);
        }
        Optional<PlanFile> plan =
                Files.isRegularFile(target) ? Optional.of(ProtocolFile.load(target)) : Optional.empty();
        if (plan.isEmpty()) {
            return check(CheckTarget.prepare(request(Optional.empty(), Optional.empty()), progress), plan, progress);
        }
        List<Source> sources = CheckTarget.sources(plan.get().protocol(), target);
        int worst = 0;
        for (Source one : sources) {
            if (sources.size() > 1) {
                progress.say(Text.of(
                        "来源“" + one.id() + "”：" + one.name().zh(),
                        "Source \"" + one.id() + "\": " + one.name().en()));
            }
            DataFolder.Request request =
                    request(Optional.of(one), sources.size() > 1 ? Optional.of(one.id()) : Optional.empty());
            worst = Math.max(worst, check(CheckTarget.prepare(request, progress), plan, progress));
        }
        return worst;
    }

    private void limits() {
        if (limit < 1 || audit.filter(n -> n < 1 || n > 100_000).isPresent() || threads < 1 || threads > 1024) {
            throw SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field(limit < 1 ? "--limit" : threads < 1 || threads > 1024 ? "--threads" : "--audit"),
                    Text.of(
                            "取值不被允许；应为正整数（--audit 至多 100000）。",
                            "The value is not allowed; a positive number is (--audit up to 100000)."),
                    Text.of("改正这个选项。", "Correct this option."));
        }
    }

    /** @param below folder of this source's results, where there are several sources */
    private DataFolder.Request request(Optional<Source> of, Optional<String> below) {
        Path base = of.map(s -> CheckTarget.folderOf(s, target, data)).orElse(target);
        Optional<Database> database =
                of.filter(s -> s.connection().isPresent()).map(s -> EventSources.database(s, connections));
        if (database.isEmpty() && !Files.isDirectory(base)) {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(String.valueOf(base.getFileName())),
                    Text.of("找不到数据文件夹或方案文件。", "There is no such folder of data, and no such plan."),
                    Text.of("检查路径；方案的数据文件夹可用 --data 指明。", "Check the path; --data names the folder of a plan's data."));
        }
        Optional<String> kind = source.or(() -> of.flatMap(CheckTarget::kindOf));
        Optional<Path> own = mapping.or(() -> of.flatMap(s -> CheckTarget.mappingOf(s, target)));
        Path into = outFolder(of.isPresent() && below.isPresent() ? target : base);
        return new DataFolder.Request(
                base,
                database,
                own.isPresent() ? Optional.empty() : kind,
                own,
                Stream.concat(of.stream().flatMap(s -> s.missing().stream()), missing.stream())
                        .toList(),
                DataFolder.zone(zone).or(() -> of.flatMap(Source::zone)),
                key,
                packs,
                below.map(into::resolve).orElse(into),
                threads,
                engine.memory());
    }

    private Path outFolder(Path base) {
        return out.orElseGet(() ->
                Path.of("out", "check-" + base.toAbsolutePath().normalize().getFileName()));
    }

    private int check(CheckTarget.Checked checked, Optional<PlanFile> plan, Progress progress) throws IOException {
        List<Check> all = CheckRows.shipped();
        if (checks.isPresent()) {
            all = CheckRows.join(all, CheckRows.read(checks.get(), checked.tables()));
        }
        if (show.isPresent()) {
            return show(checked, CheckRows.find(all, show.get()), settings(checked.folder(), progress));
        }
        Path folder = Files.createDirectories(
                checked.prepared().isPresent() ? checked.folder() : out.orElse(checked.folder()));
        if (audit.isPresent()) {
            return audit(checked, folder, audit.get());
        }
        QualitySettings settings = settings(folder, progress);
        QualityReport quality = QualityChecks.run(checked.tables(), all, settings);
        List<FitResult> fit = plan.isPresent() ? fit(checked, plan.get(), settings) : List.of();
        GovernanceReport report =
                checked.report(plan, quality, fit, CodeVersion.current().version());
        write(report, folder);
        tell(report, folder, progress);
        boolean failed = quality.failed().stream().anyMatch(r -> r.check().severity() == Check.Severity.ERROR);
        return strict && failed ? ErrorKind.DATA.exitCode() : 0;
    }

    private QualitySettings settings(Path folder, Progress progress) {
        return new QualitySettings(
                threads,
                Optional.of(engine.memory().text()),
                Optional.of(folder.resolve(".spill")),
                (done, of, a) -> progress.working(Text.of("检查 " + done + "/" + of, "checks " + done + "/" + of), a));
    }

    private List<FitResult> fit(CheckTarget.Checked checked, PlanFile plan, QualitySettings settings) {
        FitNeeds needs = FitNeeds.of(
                plan.protocol(),
                PolicyPacks.loadFile(policy.orElse(PolicyPacks.DEFAULT)).pack());
        return FitForPurpose.judge(checked.tables(), needs, settings);
    }

    private void write(GovernanceReport report, Path folder) throws IOException {
        StepStore.writeWhole(
                folder.resolve("governance.json"),
                new String(GovernanceJson.write(report), java.nio.charset.StandardCharsets.UTF_8));
        LocalDate today = LocalDate.ofInstant(Clocks.now(), ZoneOffset.UTC);
        ReportWriter.write(GovernanceReportComposer.compose(report, today, parent.language()), folder, "governance");
    }

    private void tell(GovernanceReport report, Path folder, Progress progress) {
        QualityReport.Tally tally = report.quality().tally();
        progress.say(Text.of(
                "检查 " + tally.judged() + " 项：通过 " + tally.pass() + "，未通过 " + tally.fail() + "，执行失败 " + tally.error()
                        + "；不适用 " + tally.notApplicable() + " 项。",
                tally.judged() + " checks judged: " + tally.pass() + " passed, " + tally.fail() + " failed, "
                        + tally.error() + " broken; " + tally.notApplicable() + " not applicable."));
        List<CheckResult> failed = report.quality().failed().stream()
                .sorted(Comparator.comparing((CheckResult r) -> r.check().severity())
                        .thenComparing(r -> r.check().id()))
                .toList();
        failed.stream().limit(NAMED).forEach(r -> progress.say(line(r)));
        if (failed.size() > NAMED) {
            progress.say(
                    Text.of("……另有 " + (failed.size() - NAMED) + " 项", "… and " + (failed.size() - NAMED) + " more"));
        }
        progress.say(Text.of(
                "数据治理报告：" + folder.resolve("governance.html"),
                "Governance report: " + folder.resolve("governance.html")));
    }

    private static Text line(CheckResult result) {
        CheckResult.Outcome.Counted counted = (CheckResult.Outcome.Counted) result.outcome();
        String numbers = counted.failing() + "/" + counted.rows();
        String id = result.check().id();
        return Text.of(
                "  ✗ " + id + "  " + result.check().what().zh() + "：" + numbers,
                "  ✗ " + id + "  " + result.check().what().en() + ": " + numbers);
    }

    private int show(CheckTarget.Checked checked, Check check, QualitySettings settings) {
        List<FailingRow> rows = QualityChecks.failing(checked.tables(), check, limit, settings);
        PrintWriter writer = spec.commandLine().getOut();
        Lang lang = parent.language();
        writer.println(check.id() + "  " + check.what().in(lang));
        Map<Integer, String> files = new HashMap<>(checked.files());
        for (FailingRow row : rows) {
            String file = check.store() == Check.Store.RAW
                    ? checked.rawFile(check.table())
                    : row.file()
                            .map(f -> files.getOrDefault(f.intValue(), String.valueOf(f)))
                            .orElse("—");
            writer.println("  " + person(row) + "  " + file + "  "
                    + row.row().map(String::valueOf).orElse("—"));
        }
        writer.println(Text.of(
                        rows.isEmpty() ? "没有可显示的行。" : "依次为：假名或代理编号，来源文件，行号。",
                        rows.isEmpty()
                                ? "There are no rows to show."
                                : "In order: pseudonym or surrogate, source file, row.")
                .in(lang));
        writer.flush();
        return 0;
    }

    /** A surrogate number or a pseudonym; whatever else might stand there is not shown. */
    private static String person(FailingRow row) {
        return row.person().filter(p -> p.matches("-?[0-9]{1,19}|[0-9a-f]{32}")).orElse("—");
    }

    private int audit(CheckTarget.Checked checked, Path folder, int size) {
        List<AuditSample.Sampled> sample =
                AuditSample.draw(checked.tables(), checked.files(), size, seed, QualitySettings.threads(threads));
        AuditSample.writeCsv(sample, folder.resolve("audit-sample.csv"));
        AuditSample.writeExcel(sample, folder.resolve("audit-sample.xlsx"));
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(Text.of(
                        "已抽取 " + sample.size() + " 行（种子 " + seed + "）：" + folder.resolve("audit-sample.xlsx"),
                        sample.size() + " rows drawn (seed " + seed + "): " + folder.resolve("audit-sample.xlsx"))
                .in(parent.language()));
        writer.flush();
        return 0;
    }
}
