package org.steelyard.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes as people write them become a limit of the engine; what makes no sense becomes none. */
class EngineMemoryTest {

    @ParameterizedTest
    @CsvSource({"8GiB,8192MiB", "8gb,7629MiB", "512MiB,512MiB", "1.5 GiB,1536MiB", "1TiB,1048576MiB", "2G,1907MiB"})
    void sizesAreRead(String text, String limit) {
        assertThat(EngineMemory.parse(text).orElseThrow().text()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "GB", "-1GB", "0%", "101%", "100MB", "8GB; SET threads = 1", "１GB", "1e3GB"})
    void otherTextIsNot(String text) {
        assertThat(EngineMemory.parse(text)).isEmpty();
    }

    @Test
    void theStandardIsSixtyPerCentOfTheMachine() {
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        double share = EngineMemory.standard().mebibytes() * (double) (1 << 20) / all;
        assertThat(share).isBetween(0.59, 0.61);
        assertThat(EngineMemory.parse("60%")).contains(EngineMemory.standard());
    }
}
