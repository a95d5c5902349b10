package org.steelyard.platform.web;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.platform.ledger.LedgerStore;

/** The ledger for auditors; its checkpoints and key for everybody, so that anybody can be a witness. */
@RestController
@RequestMapping("/api/v1/ledger")
class LedgerController {

    private static final int LARGEST_PAGE = 10_000;

    private final LedgerStore ledger;

    LedgerController(LedgerStore ledger) {
        this.ledger = ledger;
    }

    record Head(long size, String root) {}

    @GetMapping
    Head head() {
        return new Head(ledger.size(), ledger.root());
    }

    /** Lines exactly as they were hashed. */
    @GetMapping(path = "/entries", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    @Transactional(readOnly = true)
    public String entries(@RequestParam(defaultValue = "0") long from, @RequestParam(defaultValue = "1000") int size) {
        try (Stream<String> lines = ledger.lines(from, Math.clamp(size, 1, LARGEST_PAGE))) {
            return lines.map(line -> line + "\n").collect(Collectors.joining());
        }
    }

    @GetMapping(path = "/checkpoints", produces = MediaType.TEXT_PLAIN_VALUE + ";charset=UTF-8")
    String checkpoints() {
        List<String> lines = ledger.checkpoints();
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    @GetMapping(path = "/key", produces = MediaType.TEXT_PLAIN_VALUE)
    String key() {
        return ledger.publicKey();
    }
}
