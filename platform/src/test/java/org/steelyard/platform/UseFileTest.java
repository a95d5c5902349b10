package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.evaluation.UseList;

class UseFileTest {

    private static final String HEAD = "region,year,disease,code,name,name_en,people,frequency,fund,total\n";

    @TempDir
    private Path folder;

    private UseList read(String text) throws Exception {
        return UseFile.read(
                Optional.of(Files.writeString(folder.resolve("use.csv"), text).toString()));
    }

    private List<String> faults(String text) {
        return catchThrowableOfType(SteelyardException.class, () -> read(text)).problems().stream()
                .map(p -> p.place().field() + " " + p.message().in(Lang.EN))
                .toList();
    }

    @Test
    void aListIsRead() throws Exception {
        UseList list = read("\uFEFF" + HEAD + "990100,2025,病,A1,检查,,900,1000,12.50,20\r\n");
        assertThat(list.diseases()).containsExactly("病");
        assertThat(list.years()).containsExactly(2025);
        assertThat(UseFile.read(Optional.empty()).diseases()).isNotEmpty();
    }

    @Test
    void allFaultsAreToldTogetherAndSmallCountsAreFaults() {
        assertThat(faults(HEAD + "9901,25,,,,x,-1,x,a,1\n990100,2025,病,A1,检查,,4,4,9,5\n"))
                .hasSize(9);
        assertThat(faults(HEAD + "990100,2025,病,A1,检查,,4,4,1,5\n"))
                .singleElement()
                .asString()
                .contains("people")
                .contains("small count");
        assertThat(faults(HEAD + "990100,2025,病,A1,检查,,0,0,0,0\n990100,2025,病,A1,检查,,0,0,0,0\n"))
                .singleElement()
                .asString()
                .contains("twice");
        assertThat(faults("code,name\nA,B\n")).hasSize(1);
    }

    @Test
    void aFaultAtNightLeavesTheListAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("use.csv"), HEAD + "990100,2025,病,A1,检查,,900,1000,12.50,20\n");
        UseBook book = new UseBook(Optional.of(file.toString()));
        Files.writeString(file, "broken");
        book.again();
        assertThat(book.get().years()).containsExactly(2025);
        Files.writeString(file, HEAD + "990100,2026,病,A1,检查,,900,1000,12.50,20\n");
        book.again();
        assertThat(book.get().years()).containsExactly(2026);
    }
}
