package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeVersionTest {

    /** Invents regions; an evaluation of one reads its files, whose digests count. */
    private static final String BESIDE = "simulator";

    @Test
    void everyModuleOfTheProgramIsInItsDigest() throws IOException {
        List<String> places = CodeVersion.MODULES.stream()
                .map(c -> c.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toList();

        List<String> modules =
                Collections.list(CodeVersion.class.getClassLoader().getResources("org/steelyard")).stream()
                        .map(URL::getPath)
                        .filter(p -> !p.contains("test-classes") && !p.contains("-tests.jar") && !p.contains(BESIDE))
                        .map(p -> p.replaceFirst("^file:", "").replaceFirst("!?/org/steelyard/?$", ""))
                        .toList();

        assertThat(modules)
                .hasSizeGreaterThan(10)
                .allSatisfy(m -> assertThat(places)
                        .anyMatch(p -> p.replaceFirst("/$", "").equals(m)));
    }
}
