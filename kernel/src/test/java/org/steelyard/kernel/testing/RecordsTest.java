package org.steelyard.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordsTest {

    public record Point(int x, String name, double y) {}

    @Test
    void onlyTheNamedComponentsChange() {
        assertThat(Records.with(new Point(1, "a", 2), Map.of("name", "b"))).isEqualTo(new Point(1, "b", 2));
    }

    @Test
    void aComponentThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.with(new Point(1, "a", 2), Map.of("z", 3)))
                .withMessageContaining("z");
    }
}
