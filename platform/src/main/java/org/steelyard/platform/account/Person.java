package org.steelyard.platform.account;

import java.util.Set;
import org.steelyard.governance.process.Role;

/** Somebody who is signed in: what rules are asked about. */
public record Person(String id, String login, String name, String organisation, Set<Role> roles) {

    /** Whoever has not signed in. */
    public static final Person ANYBODY = new Person("", "", "", "", Set.of(Role.PUBLIC));

    public Person {
        roles = Set.copyOf(roles);
    }

    public boolean isSignedIn() {
        return !id.isEmpty();
    }
}
