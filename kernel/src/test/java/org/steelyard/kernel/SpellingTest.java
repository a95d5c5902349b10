package org.steelyard.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

    @Test
    void aSwapOfNeighboursIsOneMistake() {
        assertThat(Spelling.nearest("anaylsis", List.of("outcomes", "analysis")))
                .contains("analysis");
        assertThat(Spelling.nearest("aeg", List.of("sex", "age"))).contains("age");
    }

    @Test
    void theCaseOfLettersDoesNotCount() {
        assertThat(Spelling.nearest("Psn_No", List.of("psn_no"))).contains("psn_no");
    }

    @Test
    void nothingIsProposedWhenNothingIsNear() {
        assertThat(Spelling.nearest("age", List.of("sex", "stage", "a"))).isEmpty();
        assertThat(Spelling.nearest("hormone", List.of("status", "nodes"))).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstInTheAlphabetWins() {
        assertThat(Spelling.nearest("node", List.of("nodez", "nodes"))).contains("nodes");
    }
}
