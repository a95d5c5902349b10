package org.steelyard.platform.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Person;

/** What an act changes besides the state: parties, titles, grade, deadline, notices, standing. */
@Service
public class Effects {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    private final EvaluationStore store;
    private final Accounts accounts;
    private final Notices notices;
    private final Standings standings;
    private final Clock clock;

    Effects(EvaluationStore store, Accounts accounts, Notices notices, Standings standings, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.notices = notices;
        this.standings = standings;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Evaluation begin(Person person, Role role, Body.Application form, Optional<String> parent) {
        Organisation authority = authority(form.authority());
        Instant now = clock.instant();
        Evaluation evaluation = new Evaluation(
                UUID.randomUUID().toString(),
                store.nextNumber(LocalDate.ofInstant(now, CHINA).getYear()),
                form.titleZh(),
                form.titleEn(),
                State.DRAFT,
                1,
                form.pace(),
                form.objectType(),
                form.scenario(),
                orNone(form.itemCodes()),
                form.disease() == null ? "" : form.disease(),
                orNone(form.dimensions()),
                authority.region(),
                Optional.empty(),
                parent,
                Optional.empty(),
                now,
                now);
        store.insert(evaluation);
        store.addParty(evaluation.id(), new Party(role, person.organisation(), Optional.of(person.id())));
        if (role != Role.INITIATOR) {
            store.addParty(evaluation.id(), new Party(Role.INITIATOR, person.organisation(), Optional.of(person.id())));
        }
        setAuthority(evaluation.id(), authority);
        form.product()
                .ifPresent(product ->
                        store.addParty(evaluation.id(), new Party(Role.PRODUCT_PROVIDER, product, Optional.empty())));
        return evaluation;
    }

    private Organisation authority(String id) {
        return accounts.organisation(id)
                .filter(Organisation::isAuthority)
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.BAD_BODY,
                        Place.field("authority"),
                        Text.of("受理部门不是医保部门", "it is not addressed to an insurance authority"),
                        Text.of("选择国家或地方医保部门", "choose the national or a local authority")));
    }

    private void setAuthority(String evaluation, Organisation authority) {
        Role role = authority.kind() == Organisation.Kind.NATIONAL_AUTHORITY
                ? Role.NATIONAL_AUTHORITY
                : Role.LOCAL_AUTHORITY;
        boolean there = store.parties(evaluation).stream()
                .anyMatch(p -> p.role() == role
                        && p.organisation().equals(authority.id())
                        && p.account().isEmpty());
        if (!there) {
            store.addParty(evaluation, new Party(role, authority.id(), Optional.empty()));
        }
    }

    /** @return the evaluation as it is after the act */
    @Transactional(propagation = Propagation.MANDATORY)
    public Evaluation apply(Case file, Filing filing, State next, Rules rules) {
        Evaluation before = file.evaluation();
        Evaluation after = switch (filing.body()) {
            case Body.Application form -> edited(before, form);
            case Body.Grade grade -> with(before, before.state(), Optional.of(grade.grade()));
            case Body.ImplementerChoice choice -> {
                store.removeParties(before.id(), Role.IMPLEMENTER);
                store.addParty(
                        before.id(), new Party(Role.IMPLEMENTER, choice.organisation(), Optional.of(choice.account())));
                yield before;
            }
            case Body.Assignment assignment -> {
                assign(file, assignment);
                yield before;
            }
            case Body.DataProvider provider -> {
                provides(file, provider);
                yield before;
            }
            default -> {
                if (filing.act().equals("open-re-evaluation")) {
                    reEvaluate(file, filing);
                }
                if (filing.act().equals("patient-input")) {
                    speaks(file, filing);
                }
                if (filing.act().equals("declare-recusal")) {
                    store.removeParty(before.id(), Role.EXPERT, filing.account());
                }
                yield before;
            }
        };
        Optional<String> grade = next.isNegativeEvidence() ? Optional.of("N") : after.grade();
        if (next.isNegativeEvidence()) {
            standings.remove(file, filing);
        }
        boolean moved = next != before.state();
        Evaluation result = stamped(with(after, next, grade), moved ? due(after, filing, next, rules) : after.dueOn());
        // whoever the act brought in is told of it as well
        notices.tell(new Case(before, store.parties(before.id()), file.filings()), filing, result);
        List<Alerts.Alert> known = Alerts.of(file, rules);
        Alerts.of(file.with(filing), rules).stream()
                .filter(alert -> !known.contains(alert))
                .forEach(alert -> notices.alert(file, result, alert));
        return result;
    }

    /** Whoever spoke for patients takes part: he goes on seeing what becomes of it, and does not review it. */
    private void speaks(Case file, Filing filing) {
        Person patient = accounts.person(filing.account()).orElseThrow();
        if (file.relation(patient, Role.PATIENT) != Relation.OWN) {
            store.addParty(
                    file.evaluation().id(), new Party(Role.PATIENT, patient.organisation(), Optional.of(patient.id())));
        }
    }

    private void provides(Case file, Body.DataProvider provider) {
        boolean there = file.parties().stream()
                .anyMatch(
                        p -> p.role() == Role.DATA_PROVIDER && p.organisation().equals(provider.organisation()));
        if (!there) {
            store.addParty(
                    file.evaluation().id(), new Party(Role.DATA_PROVIDER, provider.organisation(), Optional.empty()));
        }
    }

    /** The alert opens a new evaluation of the same items, which begins as a draft of the authority. */
    private void reEvaluate(Case file, Filing filing) {
        Body.Application first = file.last(Body.Application.class).orElseThrow();
        Person official = accounts.person(filing.account()).orElseThrow();
        String why = filing.body() instanceof Body.Reason reason ? reason.text() : "";
        Body.Application again = new Body.Application(
                first.titleZh() + "（再评价）",
                first.titleEn() + " (re-evaluation)",
                first.authority(),
                why,
                first.problem(),
                first.hypothesis(),
                first.scenario(),
                first.feasibility(),
                first.proposedImplementer(),
                first.objectType(),
                "routine",
                "",
                first.disease(),
                first.itemCodes(),
                first.dimensions(),
                first.topics(),
                first.product(),
                "",
                List.of());
        Evaluation child = begin(
                official, filing.role(), again, Optional.of(file.evaluation().id()));
        store.file(store.find(child.id()).orElseThrow(), "create", filing.role(), filing.account(), again);
    }

    /** By the rules; of a rapid evaluation that is monitored, the day of the routine one. */
    private Optional<LocalDate> due(Evaluation evaluation, Filing filing, State state, Rules rules) {
        if (filing.body() instanceof Body.MonitoringPlan plan
                && plan.routineDue().isPresent()) {
            return plan.routineDue();
        }
        return rules.days(evaluation, state)
                .map(days -> LocalDate.ofInstant(clock.instant(), CHINA).plusDays(days));
    }

    private void assign(Case file, Body.Assignment assignment) {
        List<String> already = file.experts();
        for (Body.AssignedExpert expert : assignment.experts()) {
            if (!already.contains(expert.account())) {
                Person person = accounts.person(expert.account()).orElseThrow();
                store.addParty(
                        file.evaluation().id(),
                        new Party(Role.EXPERT, person.organisation(), Optional.of(person.id())));
            }
        }
    }

    private static Evaluation edited(Evaluation e, Body.Application form) {
        return new Evaluation(
                e.id(),
                e.number(),
                form.titleZh(),
                form.titleEn(),
                e.state(),
                e.version(),
                form.pace(),
                form.objectType(),
                form.scenario(),
                orNone(form.itemCodes()),
                form.disease() == null ? "" : form.disease(),
                orNone(form.dimensions()),
                e.region(),
                e.grade(),
                e.parent(),
                e.dueOn(),
                e.createdAt(),
                e.changedAt());
    }

    private static Evaluation with(Evaluation e, State state, Optional<String> grade) {
        return new Evaluation(
                e.id(),
                e.number(),
                e.titleZh(),
                e.titleEn(),
                state,
                e.version(),
                e.pace(),
                e.objectType(),
                e.scenario(),
                e.itemCodes(),
                e.disease(),
                e.dimensions(),
                e.region(),
                grade,
                e.parent(),
                e.dueOn(),
                e.createdAt(),
                e.changedAt());
    }

    private Evaluation stamped(Evaluation e, Optional<LocalDate> due) {
        return new Evaluation(
                e.id(),
                e.number(),
                e.titleZh(),
                e.titleEn(),
                e.state(),
                e.version() + 1,
                e.pace(),
                e.objectType(),
                e.scenario(),
                e.itemCodes(),
                e.disease(),
                e.dimensions(),
                e.region(),
                e.grade(),
                e.parent(),
                due,
                e.createdAt(),
                clock.instant());
    }

    private static List<String> orNone(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
