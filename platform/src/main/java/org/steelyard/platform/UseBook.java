package org.steelyard.platform;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.evaluation.UseList;

/** The list of use as it is now: read at the start, where a fault stops it, and anew every night, where a fault leaves the old one. */
final class UseBook implements Supplier<UseList> {

    private static final Logger LOG = LoggerFactory.getLogger(UseBook.class);

    private final Optional<String> file;
    private final AtomicReference<UseList> present;

    UseBook(Optional<String> file) {
        this.file = file;
        this.present = new AtomicReference<>(UseFile.read(file));
    }

    @Override
    public UseList get() {
        return present.get();
    }

    @Scheduled(cron = "0 0 2 * * *", zone = "Asia/Shanghai")
    void again() {
        try {
            present.set(UseFile.read(file));
        } catch (SteelyardException e) {
            LOG.warn(
                    "the list of use has {} faults and stays as it was",
                    e.problems().size());
        }
    }
}
