package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.steelyard.app.store.StepStore;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.economics.agreement.Settlement;
import org.steelyard.economics.agreement.SettlementError;
import org.steelyard.economics.model.DecisionModel;
import org.steelyard.economics.sheet.SheetTable;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.PolicyPack;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Settles real people under an agreement of a model. */
@Command(name = "settle", resourceBundle = "cli", mixinStandardHelpOptions = true, versionProvider = Main.Version.class)
final class SettleCommand implements Callable<Integer> {

    private static final Text TITLE = Text.of("支付协议的结算", "Settlement of an agreement");

    @ParentCommand
    private ModelCommand parent = new ModelCommand();

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "MODEL.yaml", descriptionKey = "model.file")
    private Path file = Path.of("");

    @CommandLine.Mixin
    private SettleOptions options = new SettleOptions();

    @Override
    public Integer call() throws IOException {
        options.check();
        PolicyPack pack = ModelCommand.pack(options.policy());
        DecisionModel model = ModelCommand.load(file, pack);
        String agreement = agreement(model);
        SettlePeople people = SettlePeople.read(options);
        Settlement terms = model.settlement(agreement);
        Settlement.Statement statement = terms.settle(people.cases());
        if (statement.people() == 0) {
            throw SteelyardException.of(
                    SettlementError.NOBODY,
                    Place.file(people.input().name()),
                    Text.of("没有人在协议期内开始治疗。", "Nobody started in the period of the agreement."),
                    Text.of(
                            "核对协议的 period、--asof 与开始日期列。",
                            "Compare the agreement's period, --asof and the column of starts."));
        }
        SettleTables tables = new SettleTables(model, agreement, terms, statement);
        Path target = options.out()
                .orElseGet(() -> Path.of("out", model.spec().header().id() + "-" + agreement));
        List<SheetTable> safe = tables.safe(people, SmallCells.of(pack));
        write(target, tables, people, safe);
        safe.forEach(t ->
                SheetScreen.show(spec.commandLine().getOut(), t, parent.main().language()));
        say(Text.of(
                "可公布的汇总：" + target.resolve("settlement.xlsx"),
                "Summary that may be shown: " + target.resolve("settlement.xlsx")));
        say(Text.of(
                "全部金额与逐人明细（保密）：" + target.resolve("confidential"),
                "All amounts, person by person (confidential): " + target.resolve("confidential")));
        return 0;
    }

    private void write(Path target, SettleTables tables, SettlePeople people, List<SheetTable> safe)
            throws IOException {
        try (OutFolder out = OutFolder.open(target)) {
            try {
                Path workshop = out.workshop();
                Path inner = Files.createDirectories(workshop.resolve("confidential"));
                List<SheetTable> full = tables.full(people);
                Files.writeString(workshop.resolve("settlement.json"), tables.json(safe, people, options));
                SheetOutput.workbook(TITLE, safe, parent.main().language(), workshop.resolve("settlement.xlsx"));
                Files.writeString(inner.resolve("statement.json"), tables.json(full, people, options));
                SheetOutput.workbook(TITLE, full, parent.main().language(), inner.resolve("statement.xlsx"));
                Files.writeString(inner.resolve("audit.csv"), tables.audit(people));
                out.publish(workshop, Digest.of(people.input().sha256().hex()).hex());
            } catch (RuntimeException | IOException | Error failure) {
                out.undo(new StepStore(out.steps(), event -> {}));
                throw failure;
            }
        }
    }

    private String agreement(DecisionModel model) {
        List<String> known = List.copyOf(model.spec().agreements().keySet());
        if (options.agreement().isEmpty() && known.size() == 1) {
            return known.getFirst();
        }
        return options.agreement()
                .filter(known::contains)
                .orElseThrow(() -> SteelyardException.of(
                        SettlementError.WHICH_AGREEMENT,
                        Place.of(model.name(), "agreements"),
                        known.isEmpty()
                                ? Text.of("模型没有支付协议。", "The model has no agreements.")
                                : Text.of(
                                        "须指明模型中的一个协议；有：" + String.join("、", known) + "。",
                                        "Name one agreement of the model; there are: " + String.join(", ", known)
                                                + "."),
                        Text.of("用 --agreement 给出。", "Give it with --agreement.")));
    }

    private void say(Text text) {
        spec.commandLine().getOut().println(text.in(parent.main().language()));
        spec.commandLine().getOut().flush();
    }
}
