package org.steelyard.platform.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Accounts;

/** The review experts with their fields (guide, part 8, point 6), and draws from among those who need not keep out. */
@Repository
public class ExpertPool {

    /** The eight fields that the guide names. */
    public static final List<String> FIELDS = List.of(
            "policy", "health-economics", "clinical", "pharmacy", "evidence-based", "statistics", "law", "ethics");

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final ActService acts;
    private final Intake intake;

    ExpertPool(JdbcClient jdbc, Accounts accounts, ActService acts, Intake intake) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.acts = acts;
        this.intake = intake;
    }

    public record Expert(String id, String name, String organisation, List<String> fields) {}

    /** Those with an open account, by name. */
    public List<Expert> experts() {
        Map<String, Set<String>> fields = new TreeMap<>();
        jdbc.sql("SELECT account_id, field FROM account_field").query(row -> {
            fields.computeIfAbsent(row.getString(1), id -> new TreeSet<>()).add(row.getString(2));
        });
        return accounts.list().stream()
                .filter(a -> a.active() && a.roles().contains(Role.EXPERT))
                .map(a -> new Expert(
                        a.id(), a.name(), a.organisation(), List.copyOf(fields.getOrDefault(a.id(), Set.of()))))
                .toList();
    }

    /** @param fields of {@link #FIELDS} */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setFields(String account, Set<String> fields) {
        jdbc.sql("DELETE FROM account_field WHERE account_id = ?")
                .param(account)
                .update();
        fields.forEach(field -> jdbc.sql("INSERT INTO account_field (account_id, field) VALUES (?, ?)")
                .params(account, field)
                .update());
    }

    public record Drawn(String account, String name, String field) {}

    /** @param missing fields for which there is nobody left who may judge */
    public record Draw(long seed, List<Drawn> experts, List<String> missing) {}

    /**
     * For each field that the rules want one expert who need not keep out, then others until there are enough; each as likely as
     * any other of his field, and nobody twice.
     */
    public Draw draw(Case file, long seed) {
        Conditions conditions = new Conditions(accounts, acts.rules(), intake.cells(), acts.today());
        List<Expert> able = new ArrayList<>(experts().stream()
                .filter(e -> !e.fields().isEmpty() && conditions.isIndependent(file, e.id()))
                .toList());
        Collections.shuffle(able, new Random(seed));
        List<Drawn> drawn = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<String> missing = new ArrayList<>();
        for (String field : acts.rules().fields(file.evaluation())) {
            able.stream()
                    .filter(e -> e.fields().contains(field) && !taken.contains(e.id()))
                    .findFirst()
                    .ifPresentOrElse(
                            e -> {
                                taken.add(e.id());
                                drawn.add(new Drawn(e.id(), e.name(), field));
                            },
                            () -> missing.add(field));
        }
        able.stream()
                .filter(e -> !taken.contains(e.id()))
                .limit(Math.max(0, acts.rules().experts(file.evaluation()) - drawn.size()))
                .forEach(e -> drawn.add(new Drawn(e.id(), e.name(), e.fields().getFirst())));
        return new Draw(seed, List.copyOf(drawn), List.copyOf(missing));
    }
}
