package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.EvaluationStore;

/**
 * T15 and T16 on the running platform: each role in each relation to an evaluation in each state, every act and every page.
 * What the table does not permit is answered as if there were no evaluation; what it permits elsewhere moves nothing here.
 */
class MatrixTest {

    private static final List<String> PAGES =
            List.of("", "/documents", "/protocol", "/runs", "/results", "/dossier.docx");
    private static final Set<String> SUMMARIES =
            Set.of("read", "read-summary", "read-call", "read-register", "read-public");

    @TempDir
    private static Path folder;

    private static World world;
    private static String id;
    private static JdbcClient jdbc;
    private static final List<Person> PEOPLE = new ArrayList<>();
    private static final Map<String, Client> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() {
        world = new World(folder);
        jdbc = JdbcClient.create(world.server.bean(DataSource.class));
        id = Walk.begin(world).id;
        jdbc.sql("DELETE FROM party").update();
        Accounts accounts = world.server.bean(Accounts.class);
        for (Role role : Role.values()) {
            for (Relation relation : List.of(Relation.OWN, Relation.ORGANISATION, Relation.OTHER)) {
                String login = (role + "-" + relation).toLowerCase(Locale.ROOT);
                Organisation.Kind kind =
                        role.isAuthority() ? Organisation.Kind.LOCAL_AUTHORITY : Organisation.Kind.RESEARCH_BODY;
                String house = accounts.create(new Organisation(
                        "", login, login, kind, "990100", java.util.Optional.empty(), java.util.Optional.empty(), 1));
                String account =
                        accounts.create(new Accounts.NewAccount(login, login, house, World.PASSWORD, Set.of(role)));
                if (relation != Relation.OTHER) {
                    jdbc.sql("INSERT INTO party (evaluation_id, role, organisation_id, account_id) VALUES (?, ?, ?, ?)")
                            .params(java.util.Arrays.asList(
                                    id, role.name(), house, relation == Relation.OWN ? account : null))
                            .update();
                }
                PEOPLE.add(accounts.person(account).orElseThrow());
            }
        }
    }

    @AfterAll
    static void stop() {
        world.server.close();
    }

    private static Case in(State state) {
        jdbc.sql("UPDATE evaluation SET state = ? WHERE id = ?")
                .params(state.name(), id)
                .update();
        return world.server.bean(EvaluationStore.class).find(id).orElseThrow();
    }

    private static List<State> some(int number) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        List<State> states = new ArrayList<>(List.of(State.values()));
        Collections.shuffle(states, new Random(seed));
        return states.subList(0, number);
    }

    @Test
    @Tag("slow")
    void actsAreForbiddenExactlyWhereTheTableSays() {
        assertThat(acts(some(2))).isGreaterThan(3_000);
    }

    @Test
    @Tag("nightly")
    void actsAreForbiddenExactlyWhereTheTableSaysInEveryState() {
        int cells = acts(List.of(State.values()));
        System.out.println("T15/T16: " + cells + " cells of act, role, relation and state");
        assertThat(cells).isGreaterThan(50_000);
    }

    private static int acts(List<State> states) {
        ActService service = world.server.bean(ActService.class);
        int cells = 0;
        for (State state : states) {
            Case file = in(state);
            for (Act act : service.table().acts()) {
                for (Person person : PEOPLE) {
                    Role role = person.roles().iterator().next();
                    boolean permitted = act.permits(role, file.relation(person, role));
                    if (act.begins() || act.id().startsWith("read")) {
                        continue;
                    }
                    String code = code(
                            service,
                            new ActService.Order(person, role, act.id(), id, -1, Client.JSON.createObjectNode()));
                    assertThat(code.equals("PLATFORM-002"))
                            .as("%s as %s %s in %s: %s", act.id(), role, file.relation(person, role), state, code)
                            .isEqualTo(!permitted);
                    assertThat(code)
                            .as("nothing is done with a version that nobody saw")
                            .isNotEmpty();
                    cells++;
                }
            }
            assertThat(world.server.bean(EvaluationStore.class).find(id).orElseThrow())
                    .isEqualTo(file);
        }
        return cells;
    }

    private static String code(ActService service, ActService.Order order) {
        try {
            service.perform(order);
            return "";
        } catch (SteelyardException refusal) {
            return refusal.problems().getFirst().code().id();
        }
    }

    @Test
    @Tag("slow")
    void pagesAreShownExactlyToWhomTheTableSays() {
        assertThat(pages(some(2))).isGreaterThan(400);
    }

    @Test
    @Tag("nightly")
    void pagesAreShownExactlyToWhomTheTableSaysInEveryState() {
        int cells = pages(List.of(State.values()));
        System.out.println("T15: " + cells + " cells of page, role, relation and state");
        assertThat(cells).isGreaterThan(6_000);
    }

    private static int pages(List<State> states) {
        ActService service = world.server.bean(ActService.class);
        int cells = 0;
        for (State state : states) {
            Case file = in(state);
            for (Person person : PEOPLE) {
                Role role = person.roles().iterator().next();
                Client client = CLIENTS.computeIfAbsent(person.login(), login -> {
                    Client made = world.server.client();
                    assertThat(made.signIn(login).status()).isEqualTo(200);
                    return made;
                });
                boolean whole = reads(service, "read", file, person, role) && !file.keepsOut(person);
                boolean part = whole || SUMMARIES.stream().anyMatch(act -> reads(service, act, file, person, role));
                for (String page : PAGES) {
                    int status = client.get("/api/v1/evaluations/" + id + page).status();
                    assertThat(status == 403)
                            .as("%s as %s in %s: %d", page, person.login(), state, status)
                            .isEqualTo(!whole);
                    assertThat(status).isLessThan(500);
                    cells++;
                }
                assertThat(client.get("/api/v1/evaluations/" + id + "/summary").status() == 403)
                        .as("summary as %s in %s", person.login(), state)
                        .isEqualTo(!part);
                cells++;
            }
        }
        return cells;
    }

    private static boolean reads(ActService service, String act, Case file, Person person, Role role) {
        Act reading = service.table().act(act);
        return reading.from().contains(file.evaluation().state()) && reading.permits(role, file.relation(person, role));
    }

    /** The relations that this test stands for are those that the rules know. */
    @Test
    void everyRelationIsMet() {
        Case file = in(State.DRAFT);
        assertThat(PEOPLE.stream()
                        .map(p -> file.relation(p, p.roles().iterator().next())))
                .contains(Relation.OWN, Relation.ORGANISATION, Relation.OTHER);
        assertThat(Stream.of(Role.values()).count() * 3).isEqualTo(PEOPLE.size());
    }
}
