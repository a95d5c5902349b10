package org.steelyard.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-05",
                "20240105",
                "2024/1/5",
                "2024年1月5日",
                "2024-01-05 00:00:00",
                "2024-01-05T00:00:00Z",
                "2024/1/5 0:00",
                "2024/1/5 0:00:00"
            })
    void aDayMayBeFollowedByMidnightAsSpreadsheetsWriteIt(String text) {
        assertThat(Dates.parse(text)).hasValue((int) LocalDate.of(2024, 1, 5).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024/1/5 8:30", "2024/1/5 0:01", "5/1/2024", "2024-1-5", "2024/2/30", "2024/1/5 0"})
    void whatIsNoDayIsRefused(String text) {
        assertThat(Dates.parse(text)).isEmpty();
    }
}
