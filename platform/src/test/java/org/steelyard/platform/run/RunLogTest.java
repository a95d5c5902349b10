package org.steelyard.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLogTest {

    private static final Path PLACE = Path.of("/srv/data/runs/7f");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            writes /srv/data/runs/7f/out/results.json      | writes out/results.json
            [DATA-001] 读取 /srv/sources/good/a.csv：缺少列    | [DATA-001] 读取 a.csv：缺少列
            “/opt/steelyard/bin/steelyard” is missing       | “steelyard” is missing
            数据在 (/home/user/数据/来源)                      | 数据在 (来源)
            C:\\data\\site\\a.csv is not read               | a.csv is not read
            see https://hbiostat.org/data/repo/rhc.html     | see https://hbiostat.org/data/repo/rhc.html
            ✓ 读取数据  1.2 s                                | ✓ 读取数据  1.2 s
            1/2 of 3/4 and and/or                           | 1/2 of 3/4 and and/or
            """)
    void noFolderOfTheServerIsNamed(String said, String shown) {
        assertThat(RunLog.clean(said.replace("\\\\", "\\"), PLACE)).isEqualTo(shown);
    }

    @Test
    void whatTheVirtualMachineSaysOfItselfIsLeftOut() {
        assertThat(RunLog.isSaid("WARNING: Using incubator modules: jdk.incubator.vector"))
                .isFalse();
        assertThat(RunLog.isSaid("  … 读取数据")).isTrue();
    }
}
