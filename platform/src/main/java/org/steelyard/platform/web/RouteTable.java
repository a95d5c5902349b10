package org.steelyard.platform.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Person;

/** Who may call which route. A route without a row is closed to everybody, and fails the build. */
public final class RouteTable {

    private static final String RESOURCE = "/platform/routes.csv";

    private final Map<String, Row> rows;

    private RouteTable(Map<String, Row> rows) {
        this.rows = rows;
    }

    private record Row(Set<String> who, Text label) {
        private static final Row NONE = new Row(Set.of(), Text.same(""));
    }

    public static RouteTable standard() {
        try (InputStream in = Objects.requireNonNull(RouteTable.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Map<String, Row> rows = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> rows.put(
                            cells[0] + " " + cells[1],
                            new Row(Set.of(cells[2].split(";")), Text.of(cells[3], cells[4]))));
            return new RouteTable(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Method and path pattern of every row, such as {@code GET /api/v1/todo}. */
    public Set<String> routes() {
        return Set.copyOf(rows.keySet());
    }

    /** What the route is for. */
    Text label(String route) {
        return rows.getOrDefault(route, Row.NONE).label();
    }

    /** Roles, or ANYBODY, or SIGNED_IN; sorted. */
    List<String> who(String route) {
        return rows.getOrDefault(route, Row.NONE).who().stream().sorted().toList();
    }

    public boolean isOpen(String route) {
        return rows.getOrDefault(route, Row.NONE).who().contains("ANYBODY");
    }

    public boolean allows(String route, Person person) {
        Set<String> who = rows.getOrDefault(route, Row.NONE).who();
        if (who.contains("ANYBODY") || who.contains("SIGNED_IN") && person.isSignedIn()) {
            return true;
        }
        Set<String> roles = person.roles().stream().map(Role::name).collect(Collectors.toSet());
        return person.isSignedIn() && who.stream().anyMatch(roles::contains);
    }
}
