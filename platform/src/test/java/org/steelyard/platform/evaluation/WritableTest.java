package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import tools.jackson.databind.json.JsonMapper;

class WritableTest {

    @Test
    void wholePairsAreTextAndHalvesAreNot() {
        assertThat(List.of("", "评价", "😀👩‍⚕️", "a\tb\n")).allMatch(Writable::is);
        assertThat(List.of("a\u0000", "\ud83d", "\ude00\ud83d", "x\ud83dy")).noneMatch(Writable::is);
    }

    @Test
    void theFieldIsNamedHoweverDeepItLies() {
        var form = JsonMapper.shared().readTree("{\"rows\":[{\"name\":\"a\"},{\"name\":\"\\ud800\"}]}");
        assertThatThrownBy(() -> Writable.refuseOthers(form, ""))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().place().field()).isEqualTo("rows[1].name"));
    }
}
