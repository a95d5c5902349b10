package org.steelyard.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.Criterion.OnMissing;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;
import org.steelyard.protocol.Protocol.Exposure;
import org.steelyard.protocol.Variable;

/** A plan and a file for tests. Mutable on purpose: a test says what differs from the usual. */
final class Fixture {

    final List<Variable> variables = new ArrayList<>();
    final List<Criterion> inclusion = new ArrayList<>();
    final List<Criterion> exclusion = new ArrayList<>();
    List<String> missing = List.of("");
    Set<String> groups = Set.of();
    String file = "people.csv";
    Optional<String> sheet = Optional.empty();
    byte[] content = new byte[0];
    boolean write = true;

    /** Identifier, exposure, a number, an integer, a category, a date and a follow-up time. */
    static Fixture people() {
        Fixture f = new Fixture();
        f.variables.add(var("id", Variable.Role.IDENTIFIER, Variable.Type.TEXT).build());
        f.variables.add(var("arm", Variable.Role.EXPOSURE, Variable.Type.BINARY)
                .yes("1")
                .no("0")
                .build());
        f.variables.add(var("age", Variable.Role.COVARIATE, Variable.Type.NUMBER)
                .label("年龄", "age")
                .range(0, 120)
                .build());
        f.variables.add(
                var("visits", Variable.Role.COVARIATE, Variable.Type.INTEGER).build());
        f.variables.add(var("sex", Variable.Role.COVARIATE, Variable.Type.CATEGORY)
                .levels("male", "female")
                .build());
        f.variables.add(var("day", Variable.Role.AUXILIARY, Variable.Type.DATE).build());
        f.variables.add(var("time", Variable.Role.TIME, Variable.Type.NUMBER).build());
        f.text("id,arm,age,visits,sex,day,time\n"
                + "a,1,50,2,male,2024-01-01,10\n"
                + "b,0,60,3,female,2024-01-02,20\n"
                + "c,1,70,0,female,,30\n"
                + "d,0,,1,male,2024-01-04,40\n");
        return f;
    }

    Fixture text(String text) {
        content = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Fixture bytes(byte[] bytes) {
        content = bytes;
        return this;
    }

    Fixture named(String name) {
        file = name;
        return this;
    }

    Fixture include(String id, String rule, OnMissing onMissing) {
        inclusion.add(new Criterion(id, Text.same(id), rule, onMissing));
        return this;
    }

    Fixture exclude(String id, String rule, OnMissing onMissing) {
        exclusion.add(new Criterion(id, Text.same(id), rule, onMissing));
        return this;
    }

    Fixture with(Variable variable) {
        variables.removeIf(v -> v.name().equals(variable.name()));
        variables.add(variable);
        return this;
    }

    Fixture groupedBy(String variable) {
        groups = Set.of(variable);
        return this;
    }

    CohortPlan plan() {
        Source source = Source.flat("main", SourceClass.RESEARCH_DATASET, file).sheet(sheet);
        Exposure exposure = new Exposure("arm", Text.of("新技术", "new"), Text.of("常规", "usual"));
        return new CohortPlan(
                source,
                variables,
                missing,
                inclusion,
                exclusion,
                Optional.of(exposure),
                false,
                groups,
                "variables",
                "population");
    }

    /** Writes the file, if the test wants one. */
    Path in(Path folder) {
        try {
            if (write) {
                Files.write(folder.resolve(file), content);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Cohort build(Path folder) {
        return CohortBuilder.build(plan(), in(folder), new CohortSettings(2));
    }

    static Builder var(String name, Variable.Role role, Variable.Type type) {
        return new Builder(name, role, type);
    }

    static Variable derived(String name, Variable.Type type, String define) {
        return var(name, Variable.Role.COVARIATE, type).define(define).build();
    }

    static final class Builder {
        private final String name;
        private final Variable.Role role;
        private final Variable.Type type;
        private Text label = Text.EMPTY;
        private Optional<String> column = Optional.empty();
        private Optional<String> define = Optional.empty();
        private List<Variable.Level> levels = List.of();
        private List<String> yes = List.of();
        private List<String> no = List.of();
        private List<String> missing = List.of();
        private Map<String, String> recode = Map.of();
        private Optional<Double> minimum = Optional.empty();
        private Optional<Double> maximum = Optional.empty();

        private Builder(String name, Variable.Role role, Variable.Type type) {
            this.name = name;
            this.role = role;
            this.type = type;
        }

        Builder label(String zh, String en) {
            label = Text.of(zh, en);
            return this;
        }

        Builder column(String value) {
            column = Optional.of(value);
            return this;
        }

        Builder define(String value) {
            define = Optional.of(value);
            return this;
        }

        Builder levels(String... values) {
            levels = java.util.Arrays.stream(values)
                    .map(v -> new Variable.Level(v, Text.same(v)))
                    .toList();
            return this;
        }

        Builder yes(String... values) {
            yes = List.of(values);
            return this;
        }

        Builder no(String... values) {
            no = List.of(values);
            return this;
        }

        Builder missing(String... values) {
            missing = List.of(values);
            return this;
        }

        Builder recode(String from, String to) {
            recode = new LinkedHashMap<>(recode);
            recode.put(from, to);
            return this;
        }

        Builder range(double low, double high) {
            minimum = Optional.of(low);
            maximum = Optional.of(high);
            return this;
        }

        Variable build() {
            return new Variable(
                    name,
                    label,
                    role,
                    type,
                    Optional.empty(),
                    column,
                    define,
                    levels,
                    yes,
                    no,
                    missing,
                    recode,
                    minimum,
                    maximum,
                    Optional.empty());
        }
    }
}
