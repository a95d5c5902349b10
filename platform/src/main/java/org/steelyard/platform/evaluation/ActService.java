package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Condition;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.governance.process.Verdict;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.ledger.LedgerStore;
import org.steelyard.protocol.PolicyPack;
import tools.jackson.databind.JsonNode;

/**
 * The one way to change an evaluation. In one transaction: the row is locked, the process table is asked, the form is filed,
 * the state moves, the ledger grows. A refusal is written to the ledger too.
 */
@Service
public class ActService {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final EvaluationStore store;
    private final Accounts accounts;
    private final Documents documents;
    private final LedgerStore ledger;
    private final Effects effects;
    private final Intake intake;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ProcessTable table = ProcessTable.standard();

    ActService(
            EvaluationStore store,
            Accounts accounts,
            Documents documents,
            LedgerStore ledger,
            Effects effects,
            Intake intake,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.accounts = accounts;
        this.documents = documents;
        this.ledger = ledger;
        this.effects = effects;
        this.intake = intake;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * @param role in which the person acts: one of his
     * @param readVersion the version that the person saw
     */
    public record Order(Person person, Role role, String act, String evaluation, long readVersion, JsonNode form) {}

    public ProcessTable table() {
        return table;
    }

    public Rules rules() {
        return intake.rules();
    }

    public PolicyPack pack() {
        return intake.pack();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CHINA);
    }

    /** What a person could do in a role as things stand: what a screen offers. The rapid track is for rapid evaluations alone. */
    public List<Act> offered(Person person, Role role, Case file) {
        Evaluation evaluation = file.evaluation();
        return table.offered(evaluation.state(), role, file.relation(person, role), file.held(person)).stream()
                .filter(act -> !act.id().startsWith("read"))
                .filter(act -> evaluation.isRapid() || !act.conditions().contains(Condition.RAPID))
                .toList();
    }

    /** Begins an evaluation. */
    public Evaluation create(Person person, Role role, JsonNode form) {
        Act act = table.act("create");
        return recorded(person, role, act, "evaluation", () -> {
            Verdict verdict = table.judge(new ProcessTable.Question(
                    act.id(), Optional.empty(), ownRole(person, role), Relation.NONE, Set.of(), Set.of()));
            if (!(verdict instanceof Verdict.Allowed)) {
                throw Refusal.of(act, verdict);
            }
            mayInitiate(act, person);
            Body body = intake.take(act.id(), form);
            Evaluation evaluation = effects.begin(person, role, (Body.Application) body, Optional.empty());
            Case file = store.find(evaluation.id()).orElseThrow();
            Filing filing = store.file(file, act.id(), role, person.id(), body);
            write(
                    person,
                    role,
                    act,
                    evaluation,
                    filing,
                    Map.of("to", evaluation.state().name()));
            return evaluation;
        });
    }

    /** Patients and the public make suggestions; authorities and institutions initiate (guide, part 6, section 1). */
    private void mayInitiate(Act act, Person person) {
        boolean institution = accounts.organisation(person.organisation())
                .filter(o -> o.kind() != Organisation.Kind.PATIENT_GROUP)
                .isPresent();
        if (!institution) {
            throw Refusal.forbidden(act);
        }
    }

    /** Does an act, or says why not. */
    public Evaluation perform(Order order) {
        Act act = table.act(order.act());
        return recorded(order.person(), order.role(), act, "evaluation/" + order.evaluation(), () -> {
            Case file = store.lock(order.evaluation()).orElseThrow(() -> Refusal.forbidden(act));
            return perform(order, act, file);
        });
    }

    /**
     * What was filed is read only once permission, form and state allow the act: it may be large, and most that is refused is
     * refused before.
     *
     * @param bare the evaluation with its parties
     */
    private Evaluation perform(Order order, Act act, Case bare) {
        Person person = order.person();
        Role role = ownRole(person, order.role());
        if (!act.permits(role, bare.relation(person, role))) {
            throw Refusal.forbidden(act);
        }
        Body body = intake.take(act.id(), order.form());
        judged(order, act, bare, EnumSet.allOf(Condition.class));
        Case file = store.file(bare.evaluation());
        Conditions conditions = new Conditions(accounts, rules(), intake.cells(), today());
        State named = judged(order, act, file, conditions.holding(act.conditions(), file, body, person));
        State next = act.goesBack() ? file.cameFrom().orElse(named) : named;
        if (file.evaluation().version() != order.readVersion()) {
            throw changed();
        }
        CaseCheck.check(file, body, new CaseCheck.Surroundings(accounts, documents, rules(), intake.pack(), today()));
        Filing filing = store.file(file, act.id(), role, person.id(), body);
        Evaluation after = effects.apply(file, filing, next, rules());
        if (!store.update(after, order.readVersion())) {
            throw changed();
        }
        write(
                person,
                role,
                act,
                after,
                filing,
                Map.of("from", file.evaluation().state().name(), "to", next.name()));
        return after;
    }

    /** The state that would follow, if the act may happen with these conditions. */
    private State judged(Order order, Act act, Case file, Set<Condition> holding) {
        Verdict verdict = table.judge(new ProcessTable.Question(
                act.id(),
                Optional.of(file.evaluation().state()),
                order.role(),
                file.relation(order.person(), order.role()),
                file.held(order.person()),
                holding));
        if (verdict instanceof Verdict.Allowed(State next)) {
            return next;
        }
        throw Refusal.of(act, verdict);
    }

    /** The evaluation, locked, if the person may record a run in it as it stands; within the caller's transaction. */
    public Case mayRecordRun(Person person, Role role, String evaluation) {
        Act act = table.act("record-run");
        Case file = store.lock(evaluation)
                .map(bare -> store.file(bare.evaluation()))
                .orElseThrow(() -> Refusal.forbidden(act));
        Verdict verdict = table.judge(new ProcessTable.Question(
                act.id(),
                Optional.of(file.evaluation().state()),
                ownRole(person, role),
                file.relation(person, role),
                file.held(person),
                Set.of(Condition.DIGEST_MATCHES)));
        if (!(verdict instanceof Verdict.Allowed)) {
            throw Refusal.of(act, verdict);
        }
        return file;
    }

    /** Roles are asked afresh of the database: one that was revoked is gone at once. */
    private Role ownRole(Person person, Role role) {
        boolean has = accounts.person(person.id())
                .filter(p -> p.roles().contains(role))
                .isPresent();
        if (!has) {
            throw SteelyardException.of(
                    PlatformError.FORBIDDEN,
                    Place.NONE,
                    Text.of(
                            "您没有“" + role.label().zh() + "”角色",
                            "you do not have the role " + role.label().en()),
                    Text.of("角色由安全管理员授予", "roles are granted by the security administrator"));
        }
        return role;
    }

    private static SteelyardException changed() {
        return SteelyardException.of(
                PlatformError.CHANGED,
                Place.NONE,
                Text.of("内容已被他人修改", "somebody changed it in the meantime"),
                Text.of("重新打开后再办理", "open it again, then act"));
    }

    private interface Work {
        Evaluation run();
    }

    private Evaluation recorded(Person person, Role role, Act act, String object, Work work) {
        try {
            return java.util.Objects.requireNonNull(transaction.execute(status -> work.run()));
        } catch (SteelyardException refusal) {
            ledger.appendRefusal(new Event(
                    clock.instant(),
                    person.id(),
                    role.name(),
                    act.id(),
                    object,
                    Event.Outcome.REFUSED,
                    Map.of("code", refusal.problems().getFirst().code().id())));
            throw refusal;
        }
    }

    private void write(
            Person person, Role role, Act act, Evaluation evaluation, Filing filing, Map<String, String> more) {
        Map<String, String> details = new HashMap<>(more);
        details.put("filing", Integer.toString(filing.number()));
        details.put("sha256", filing.sha256());
        details.put("version", Long.toString(evaluation.version()));
        ledger.append(new Event(
                filing.at(),
                person.id(),
                role.name(),
                act.id(),
                "evaluation/" + evaluation.id(),
                Event.Outcome.DONE,
                details));
    }
}
