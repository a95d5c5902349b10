package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.steelyard.disclosure.SmallCells;
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
import org.steelyard.protocol.PolicyPacks;
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
    private final Rules rules;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final ProcessTable table = ProcessTable.standard();
    private final PolicyPack pack = PolicyPacks.loadFile(PolicyPacks.DEFAULT).pack();
    private final SmallCells cells = SmallCells.of(pack);

    ActService(
            EvaluationStore store,
            Accounts accounts,
            Documents documents,
            LedgerStore ledger,
            Effects effects,
            Rules rules,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.accounts = accounts;
        this.documents = documents;
        this.ledger = ledger;
        this.effects = effects;
        this.rules = rules;
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
        return rules;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CHINA);
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
            Body body = Bodies.read(act.id(), form);
            BodyCheck.check(body);
            refusePatientData(body);
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

    private Evaluation perform(Order order, Act act, Case file) {
        Person person = order.person();
        Role role = ownRole(person, order.role());
        if (!act.permits(role, file.relation(person, role))) {
            throw Refusal.forbidden(act);
        }
        Body body = released(Bodies.read(act.id(), order.form()));
        Conditions conditions = new Conditions(accounts, rules, cells, today());
        Verdict verdict = table.judge(new ProcessTable.Question(
                act.id(),
                Optional.of(file.evaluation().state()),
                role,
                file.relation(person, role),
                file.held(person),
                conditions.holding(act.conditions(), file, body, person)));
        if (!(verdict instanceof Verdict.Allowed(State named))) {
            throw Refusal.of(act, verdict);
        }
        State next = act.goesBack() ? file.cameFrom().orElse(named) : named;
        if (file.evaluation().version() != order.readVersion()) {
            throw changed();
        }
        CaseCheck.check(file, body, new CaseCheck.Surroundings(accounts, documents, rules, pack, today()));
        Filing filing = store.file(file, act.id(), role, person.id(), body);
        Evaluation after = effects.apply(file, filing, next, rules);
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

    /** The evaluation, locked, if the person may record a run in it as it stands; within the caller's transaction. */
    public Case mayRecordRun(Person person, Role role, String evaluation) {
        Act act = table.act("record-run");
        Case file = store.lock(evaluation).orElseThrow(() -> Refusal.forbidden(act));
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

    /** Checked, and of runs without what must not enter. */
    private Body released(Body body) {
        BodyCheck.check(body);
        refusePatientData(body);
        return body instanceof Body.Run run ? Released.of(run, cells) : body;
    }

    private static void refusePatientData(Body body) {
        if (PeopleRows.namesSomebody(Bodies.write(body))) {
            throw SteelyardException.of(
                    PlatformError.PATIENT_DATA,
                    Place.NONE,
                    Text.of("内容中含有身份证号码", "the content holds the number of an identity card"),
                    Text.of("删去可识别个人的内容后重新提交", "take out what identifies people and submit again"));
        }
        if (body instanceof Body.Run run && RunFacts.holdsRows(run.results())) {
            throw SteelyardException.of(
                    PlatformError.PATIENT_DATA,
                    Place.field("results"),
                    Text.of(
                            "结果中含有逐条记录，平台不保存患者层面数据",
                            "the results hold single records; no patient-level data enters the platform"),
                    Text.of("只提交运行所写的 results.json", "submit the results.json that the run wrote, and nothing else"));
        }
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
