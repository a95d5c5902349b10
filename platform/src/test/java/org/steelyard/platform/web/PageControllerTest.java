package org.steelyard.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.pattern.PathPatternParser;

/** An address that the page leads to can be opened by itself: reloaded, sent to a colleague, kept as a bookmark. */
class PageControllerTest {

    private static final Pattern ROUTE = Pattern.compile("<Route path=\"(/[^\"]*)\"");

    @Test
    void everyAddressOfThePageIsServed() throws Exception {
        List<String> addresses = addresses();
        assertThat(addresses).hasSizeGreaterThan(10);
        GetMapping served = PageController.class.getDeclaredMethod("page").getAnnotation(GetMapping.class);
        List<String> patterns = List.of(served.value());
        assertThat(addresses)
                .allSatisfy(address -> assertThat(patterns)
                        .as(address)
                        .anyMatch(pattern -> PathPatternParser.defaultInstance
                                .parse(pattern)
                                .matches(PathContainer.parsePath(address))));
    }

    /** As the page has them, with a word in each open place. */
    private static List<String> addresses() throws IOException {
        String shell = Files.readString(Path.of("../ui/src/Shell.tsx"));
        return ROUTE.matcher(shell)
                .results()
                .map(MatchResult.class::cast)
                .map(m -> m.group(1).replaceAll(":\\w+\\??", "word"))
                .toList();
    }
}
