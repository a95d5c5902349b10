package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;

/** A platform with organisations and people of every kind, made through its own interface. */
final class World {

    static final String PASSWORD = "plum-river-lantern-47";
    static final Path PLAN = Path.of("../examples/rotterdam/protocol.yaml");

    final Server server;
    final Map<String, String> organisations = new HashMap<>();
    final Map<String, String> accounts = new HashMap<>();
    private final Map<String, Client> clients = new HashMap<>();

    World(Path folder) {
        this(Server.start(folder));
    }

    World(Database database, Path folder) {
        this(Server.start(database.settings(folder)));
    }

    World(Server server) {
        this.server = server;
        Answer setup = server.client().post("/api/v1/setup", setUp(false));
        assertThat(setup.status()).as(setup.text()).isEqualTo(200);
        Client system = client("sysadmin");
        organisation(system, "authority2", "LOCAL_AUTHORITY", "990200");
        organisation(system, "hospital", "HOSPITAL", "990100");
        organisation(system, "university", "RESEARCH_BODY", "990100");
        organisation(system, "company", "ENTERPRISE", "990300");
        organisation(system, "society", "ACADEMIC_SOCIETY", "990100");
        organisation(system, "patients", "PATIENT_GROUP", "990100");
        String authority = first(system);
        organisations.put("authority", authority);
        account("official", "authority", List.of("LOCAL_AUTHORITY"));
        account("official2", "authority", List.of("LOCAL_AUTHORITY"));
        account("stranger", "authority2", List.of("LOCAL_AUTHORITY"));
        account("initiator", "society", List.of("INITIATOR"));
        account("researcher", "hospital", List.of("IMPLEMENTER", "INITIATOR"));
        account("maker", "company", List.of("PRODUCT_PROVIDER", "INITIATOR"));
        account("expert1", "university", List.of("EXPERT"));
        account("expert2", "university", List.of("EXPERT"));
        account("expert3", "hospital", List.of("EXPERT"));
        account("patient", "patients", List.of("PATIENT"));
    }

    static Map<String, Object> setUp(boolean demo) {
        return Map.of(
                "organisationZh",
                "示范市医疗保障局",
                "organisationEn",
                "Sample City insurance authority",
                "region",
                "990100",
                "system",
                Map.of("login", "sysadmin", "name", "系统管理员", "password", password("sysadmin")),
                "security",
                Map.of("login", "security", "name", "安全管理员", "password", password("security")),
                "audit",
                Map.of("login", "auditor", "name", "审计管理员", "password", password("auditor")),
                "demo",
                demo,
                "demoPassword",
                PASSWORD);
    }

    /** The three administrators have passwords of their own; all others have the same. */
    static String password(String login) {
        return switch (login) {
            case "sysadmin" -> "stone-harbour-violin-12";
            case "security" -> "cedar-lamp-orchard-83";
            case "auditor" -> "tiger-cloud-ladder-56";
            default -> PASSWORD;
        };
    }

    private String first(Client system) {
        return system.get("/api/v1/session").json().path("organisation").asString();
    }

    private void organisation(Client system, String name, String kind, String region) {
        Answer made = system.post(
                "/api/v1/organisations",
                Map.of("nameZh", "示范单位 " + name, "nameEn", "Sample " + name, "kind", kind, "region", region));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        organisations.put(name, made.json().path("id").asString());
    }

    /** Straight into the register: how accounts come about on the page is {@link SignInTest}'s. */
    private void account(String login, String organisation, List<String> roles) {
        Accounts all = server.bean(Accounts.class);
        String id = all.create(new Accounts.NewAccount(
                login,
                "示范 " + login,
                organisations.get(organisation),
                PASSWORD,
                roles.stream().map(Role::valueOf).collect(Collectors.toSet())));
        accounts.put(login, id);
    }

    /** One more organisation, made by the system administrator. */
    void addOrganisation(String name, String kind, String region) {
        organisation(client("sysadmin"), name, kind, region);
    }

    /** One more person, with roles of the security administrator's granting. */
    void addAccount(String login, String organisation, List<String> roles) {
        account(login, organisation, roles);
    }

    Client client(String login) {
        return clients.computeIfAbsent(login, name -> {
            Client client = server.client();
            assertThat(client.signIn(name).status()).as(name).isEqualTo(200);
            return client;
        });
    }

    Map<String, Object> application(String authority) {
        Map<String, Object> form = new HashMap<>();
        form.put("titleZh", "内分泌治疗的价值评价");
        form.put("titleEn", "Value of hormonal treatment");
        form.put("authority", organisations.get(authority));
        form.put("background", "背景");
        form.put("problem", "问题");
        form.put("hypothesis", "假设");
        form.put("scenario", "catalogue-adjustment");
        form.put("feasibility", "数据已有");
        form.put("proposedImplementer", organisations.get("hospital"));
        form.put("objectType", "drug");
        form.put("pace", "routine");
        form.put("rapidReason", "");
        form.put("disease", "乳腺癌");
        form.put("itemCodes", List.of("XL02BAT015A001010100001"));
        form.put("dimensions", List.of("clinical", "economic"));
        form.put("topics", List.of(Map.of("principle", 3, "evidence", "临床急需")));
        form.put("product", organisations.get("company"));
        return form;
    }

    /** A small file that begins as its name says. */
    static byte[] file(String name) {
        String beginning = name.endsWith(".pdf") ? "%PDF-1.7\n" : name.endsWith(".docx") ? "PK\u0003\u0004" : "";
        return (beginning + name).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static String plan() {
        try {
            return Files.readString(PLAN);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
