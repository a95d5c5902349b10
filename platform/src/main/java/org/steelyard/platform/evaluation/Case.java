package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.Stage;
import org.steelyard.governance.process.State;
import org.steelyard.platform.account.Person;

/** An evaluation with its parties and everything that was filed: what rules are asked about. */
public record Case(Evaluation evaluation, List<Party> parties, List<Filing> filings) {

    public Case {
        parties = List.copyOf(parties);
        filings = List.copyOf(filings);
    }

    /** Roles that the person, or his organisation, has here. */
    public Set<Role> held(Person person) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Party party : parties) {
            boolean himself = party.account().filter(person.id()::equals).isPresent();
            boolean house = party.account().isEmpty() && party.organisation().equals(person.organisation());
            if (person.isSignedIn() && (himself || house)) {
                roles.add(party.role());
            }
        }
        return roles;
    }

    public Relation relation(Person person, Role role) {
        if (!person.isSignedIn()) {
            return Relation.NONE;
        }
        List<Party> inRole = parties.stream().filter(p -> p.role() == role).toList();
        if (inRole.stream()
                .anyMatch(p -> p.account().filter(person.id()::equals).isPresent())) {
            return Relation.OWN;
        }
        boolean house = inRole.stream().anyMatch(p -> p.organisation().equals(person.organisation()));
        return house && !isPersonal(role) ? Relation.ORGANISATION : Relation.OTHER;
    }

    /** Whether a role is of one person: a colleague of the organisation does not have it. */
    static boolean isPersonal(Role role) {
        return role == Role.EXPERT || role == Role.PATIENT;
    }

    /** The case with one more filing. */
    Case with(Filing filing) {
        return new Case(
                evaluation,
                parties,
                Stream.concat(filings.stream(), Stream.of(filing)).toList());
    }

    public <B extends Body> Stream<B> bodies(Class<B> kind) {
        return filings.stream().map(Filing::body).filter(kind::isInstance).map(kind::cast);
    }

    public <B extends Body> Optional<B> last(Class<B> kind) {
        return bodies(kind).reduce((first, second) -> second);
    }

    public Stream<Filing> of(String act) {
        return filings.stream().filter(f -> f.act().equals(act));
    }

    /** Filings of an act since the last time another act happened; all of them if it never did. */
    public Stream<Filing> since(String milestone, String act) {
        int last = filings.stream()
                .filter(f -> f.act().equals(milestone))
                .mapToInt(Filing::number)
                .max()
                .orElse(0);
        return of(act).filter(f -> f.number() > last);
    }

    /** The state before the present one, as what was filed shows it. */
    public Optional<State> cameFrom() {
        return filings.reversed().stream()
                .map(Filing::state)
                .filter(state -> state != evaluation.state())
                .findFirst();
    }

    /** The state after each filing, in their order. */
    public List<State> after() {
        List<State> states = new ArrayList<>();
        for (int i = 1; i < filings.size(); i++) {
            states.add(filings.get(i).state());
        }
        states.add(evaluation.state());
        return states;
    }

    /** The experts of the review that have not withdrawn. */
    public List<String> experts() {
        return parties.stream()
                .filter(p -> p.role() == Role.EXPERT)
                .flatMap(p -> p.account().stream())
                .distinct()
                .toList();
    }

    /**
     * Whether the person, or his organisation, provides the product and therefore keeps out: from the protocol on he sees a
     * summary, even if it was he who applied (guide, part 8, point 5).
     */
    public boolean keepsOut(Person person) {
        return held(person).contains(Role.PRODUCT_PROVIDER)
                && evaluation.state().stage().number() > Stage.IMPLEMENTER.number();
    }

    /** Who wrote what is judged: everyone who applied, or filed as initiator or implementing body. */
    public boolean isAuthor(String account) {
        boolean applied = parties.stream()
                .filter(p -> p.role() == Role.INITIATOR || p.role() == Role.IMPLEMENTER)
                .anyMatch(p -> p.account().filter(account::equals).isPresent());
        return applied
                || filings.stream()
                        .anyMatch(f -> f.account().equals(account)
                                && (f.role() == Role.INITIATOR || f.role() == Role.IMPLEMENTER));
    }
}
