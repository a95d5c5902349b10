package org.steelyard.data.identity;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What happens to a column before anything is stored.
 *
 * <p>A column that has no declared treatment is looked at by the {@link IdentityScanner}: it is kept when nothing in it looks
 * like an identity, and the intake is refused otherwise.
 *
 * @param kind of identifier; it is part of what is digested, so that the same kind links across sources and different kinds
 *     never do. Empty: the name of the column in lower case
 * @param scope column whose value is digested along, for numbers that are unique inside an institution only
 * @param missing texts that are nobody's identifier, written as {@link Pseudonyms#normalise} writes them; the empty one never is
 */
public record Treatment(Action action, Optional<String> kind, Optional<String> scope, Set<String> missing) {

    public Treatment {
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    }

    public enum Action {
        /** Replaced by its keyed digest. */
        PERSON_KEY,
        /** Not in the stored file at all. */
        DROP,
        /** Stored as it stands: the plan names a use, or the column is known to hold no identity. */
        KEEP,
        /** Free text, stored after identity numbers and telephone numbers in it are blotted out. */
        MASK
    }

    /** A person's identifier whose kind is the name of the column. */
    public static final Treatment PERSON_KEY = plain(Action.PERSON_KEY);

    public static final Treatment DROP = plain(Action.DROP);
    public static final Treatment KEEP = plain(Action.KEEP);
    public static final Treatment MASK = plain(Action.MASK);

    public static Treatment personKey(String kind) {
        return new Treatment(Action.PERSON_KEY, Optional.of(kind), Optional.empty(), Set.of());
    }

    /** As {@link #personKey(String)}, for a number that is unique inside what another column names. */
    public Treatment within(String column) {
        return new Treatment(action, kind, Optional.of(column), missing);
    }

    /** As {@link #personKey(String)}, where these texts stand for no identifier at all. */
    public Treatment without(Collection<String> texts) {
        return new Treatment(
                action,
                kind,
                scope,
                texts.stream()
                        .map(Pseudonyms::normalise)
                        .filter(t -> !t.isEmpty())
                        .collect(Collectors.toSet()));
    }

    /** Whether nobody is meant. */
    public boolean isNobody(String identifier) {
        return !missing.isEmpty() && missing.contains(Pseudonyms.normalise(identifier));
    }

    /** The kind that is digested for a column of this name. */
    public String kindOf(String column) {
        return kind.orElseGet(() -> column.toLowerCase(java.util.Locale.ROOT));
    }

    private static Treatment plain(Action action) {
        return new Treatment(action, Optional.empty(), Optional.empty(), Set.of());
    }
}
