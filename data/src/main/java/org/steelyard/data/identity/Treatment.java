package org.steelyard.data.identity;

import java.util.Optional;

/**
 * What happens to a column before anything is stored.
 *
 * <p>A column that has no declared treatment is looked at by the {@link IdentityScanner}: it is kept when nothing in it looks
 * like an identity, and the intake is refused otherwise.
 *
 * @param kind of identifier; it is part of what is digested, so that the same kind links across sources and different kinds
 *     never do. Empty: the name of the column in lower case
 * @param scope column whose value is digested along, for numbers that are unique inside an institution only
 */
public record Treatment(Action action, Optional<String> kind, Optional<String> scope) {

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
        return new Treatment(Action.PERSON_KEY, Optional.of(kind), Optional.empty());
    }

    /** As {@link #personKey(String)}, for a number that is unique inside what another column names. */
    public Treatment within(String column) {
        return new Treatment(action, kind, Optional.of(column));
    }

    /** The kind that is digested for a column of this name. */
    public String kindOf(String column) {
        return kind.orElseGet(() -> column.toLowerCase(java.util.Locale.ROOT));
    }

    private static Treatment plain(Action action) {
        return new Treatment(action, Optional.empty(), Optional.empty());
    }
}
