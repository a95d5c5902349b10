package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.steelyard.data.standard.StandardSettings.Strictness.COUNT;
import static org.steelyard.data.standard.StandardSettings.Strictness.STRICT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.MappingProposal;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;

/** What programs write where there is no value: proposed, declared, and never guessed. */
class MissingMarksTest {

    /** As R writes it. The second item is sodium. */
    private static final String LABS = """
            "patient_id","sex","birth","test_date","item","result","unit","days"
            "a","男","1950-02-03","2024-01-01","GLU",5.5,"mmol/L",NA
            "a","男","1950-02-03","2024-01-02","NA",140,"mmol/L",3
            "b",NA,NA,"2024-01-02","GLU",NA,"mmol/L",4
            NA,"女","1960-01-01","2024-01-03","GLU",6,"mmol/L",5
            """;

    private static final String MAPPING = """
            mapping: 1
            id: labs
            name: labs
            dates: [yyyy-MM-dd]
            tables:
              labs:
                columns:
                  patient_id: {type: text, identity: person%1$s}
                  sex: {type: text%1$s}
                  birth: {type: date%1$s}
                  test_date: date
                  item: text
                  result: {type: number%1$s}
                  days: {type: integer%1$s}
            values: {sex: {男: '8507', 女: '8532'}}
            fills:
              - into: person
                from: labs
                key: [patient_id]
                fields:
                  person_source_value: patient_id
                  gender_concept_id: {column: sex, values: sex, otherwise: '0'}
                  gender_source_value: sex
                  year_of_birth: {column: birth, part: year}
              - into: measurement
                from: labs
                where: [{column: patient_id, present: true}]
                fields:
                  person_id: {ref: person, key: [patient_id]}
                  measurement_date: test_date
                  measurement_source_value: item
                  value_as_number: result
                  range_low: days
            """;

    @TempDir
    private Path folder = Path.of("");

    private static Mapping mapping(String missing) {
        return Mappings.parse(MAPPING.formatted(missing).getBytes(StandardCharsets.UTF_8), "m.yaml");
    }

    /** The row whose identifier is missing is nobody's: counted, or refused. */
    private StandardStore store(Mapping mapping, StandardSettings.Strictness strictness) throws IOException {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(in.resolve("labs.csv"), LABS);
        return Standardiser.run(
                Raw.intake(in, mapping, folder.resolve("raw")),
                mapping,
                folder.resolve("store"),
                StandardSettings.DEFAULT.withThreads(1).with(strictness));
    }

    private static List<String> people(StandardStore store) {
        return Raw.rows(
                store,
                "SELECT coalesce(gender_source_value, '∅') || ' ' || coalesce(CAST(year_of_birth AS VARCHAR), '∅') FROM person ORDER BY 1 DESC");
    }

    private static List<String> results(StandardStore store) {
        return Raw.rows(
                store,
                "SELECT measurement_source_value || ' ' || coalesce(CAST(value_as_number AS VARCHAR), '∅') || ' ' ||"
                        + " coalesce(CAST(range_low AS VARCHAR), '∅') FROM measurement ORDER BY measurement_id");
    }

    @Test
    void aColumnDeclaresWhatMeansMissingInIt() throws IOException {
        StandardStore store = store(mapping(", missing: [NA]"), COUNT);

        assertThat(people(store)).containsExactly("男 1950", "∅ ∅");
        assertThat(results(store)).containsExactly("GLU 5.5 ∅", "NA 140.0 3.0", "GLU ∅ 4.0");
    }

    @Test
    void aSourceDeclaresItForNumbersDaysAndIdentifiersAndSodiumStays() throws IOException {
        StandardStore store = store(mapping("").withMissing(List.of("NA")), COUNT);

        assertThat(people(store)).as("other texts stay").containsExactly("男 1950", "NA ∅");
        assertThat(results(store)).containsExactly("GLU 5.5 ∅", "NA 140.0 3.0", "GLU ∅ 4.0");
    }

    @Test
    void undeclaredItIsRefusedAndTheMessageSaysWhatToDeclare() {
        SteelyardException failure = catchThrowableOfType(SteelyardException.class, () -> store(mapping(""), STRICT));

        assertThat(failure.problems().stream().map(p -> p.place().field())).containsExactly("birth", "result", "days");
        assertThat(failure.problems()).allSatisfy(p -> {
            assertThat(p.in(Lang.ZH)).contains("其中 1 行写作“NA”").contains("--missing");
            assertThat(p.in(Lang.EN)).contains("1 say \"NA\"").contains("missing");
        });
    }

    @Test
    void aProposalDeclaresWhatProgramsWriteAndLeavesTextsAlone() throws IOException {
        Files.writeString(folder.resolve("labs.csv"), LABS);
        MappingProposal proposal = MappingProposal.of(
                RawFolder.find(folder, IntakeSettings.DEFAULT).tables(), IntakeSettings.DEFAULT.withThreads(1));
        Map<String, List<String>> missing = new java.util.TreeMap<>();
        proposal.tables().getFirst().columns().forEach(c -> missing.put(c.column(), c.missing()));

        assertThat(missing)
                .containsEntry("patient_id", List.of("NA"))
                .containsEntry("sex", List.of("NA"))
                .containsEntry("birth", List.of("NA"))
                .containsEntry("result", List.of("NA"))
                .containsEntry("item", List.of())
                .containsEntry("unit", List.of());
        assertThat(proposal.yaml()).contains("result: {type: measured, missing: ['NA']}");
        Mapping drafted = Mappings.parse(proposal.yaml().getBytes(StandardCharsets.UTF_8), "draft.yaml");
        assertThat(people(store(drafted, COUNT))).containsExactly("男 1950", "∅ ∅");
    }
}
