package org.steelyard.report.internal.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProseTest {

    @Test
    void chineseBreaksBetweenCharactersButNotBeforePunctuation() {
        List<String> lines = Prose.wrap("参保类型：城乡居民基本医疗保险，含大学生", 5 * Theme.SIZE + 1, Theme.BODY);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).doesNotStartWith("，").doesNotStartWith("："));
        assertThat(String.join("", lines)).isEqualTo("参保类型：城乡居民基本医疗保险，含大学生");
    }

    @Test
    void openingBracketsDoNotEndALine() {
        assertThat(Prose.wrap("年龄分组（岁）", 5 * Theme.SIZE + 1, Theme.BODY)).containsExactly("年龄分组", "（岁）");
    }

    @Test
    void wordsStayWhole() {
        assertThat(Prose.wrap("Hospital cost per person", 90, Theme.BODY))
                .containsExactly("Hospital cost", "per person");
    }

    @Test
    void aWordWiderThanTheLineIsCut() {
        List<String> lines = Prose.wrap("abcdefghijklmnopqrstuvwxyz", 60, Theme.BODY);
        assertThat(lines).hasSizeGreaterThan(2);
        assertThat(String.join("", lines)).isEqualTo("abcdefghijklmnopqrstuvwxyz");
        assertThat(lines)
                .allSatisfy(line -> assertThat(Prose.width(line, Theme.BODY)).isLessThanOrEqualTo(60));
    }

    @Test
    void lineBreaksAreKept() {
        assertThat(Prose.wrap("a\nb", 100, Theme.BODY)).containsExactly("a", "b");
    }

    @Test
    void emptyTextIsOneEmptyLine() {
        assertThat(Prose.wrap("", 100, Theme.BODY)).containsExactly("");
    }
}
