package org.steelyard.data;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory the embedded engine may take, beside the heap of this process. It never changes a result: what does not fit is
 * written to a scratch folder, or the work ends with an error.
 *
 * @param mebibytes at least {@link #LEAST}
 */
public record EngineMemory(long mebibytes) {

    /** Less than this does not hold the buffers of two threads. */
    public static final long LEAST = 256;

    /** What is left is for the heap, a quarter unless told otherwise, and for the system. */
    private static final int STANDARD_PER_CENT = 60;

    private static final long MEBI = 1L << 20;
    private static final Pattern SIZE =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?) *(%|[KMGT]I?B?)", Pattern.CASE_INSENSITIVE);

    public EngineMemory {
        if (mebibytes < LEAST) {
            throw new IllegalArgumentException("at least " + LEAST + " MiB");
        }
    }

    /** Sixty per cent of what the machine, or the container, has. */
    public static EngineMemory standard() {
        return share(STANDARD_PER_CENT);
    }

    private static EngineMemory share(double perCent) {
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new EngineMemory(Math.max(LEAST, (long) (all / 100.0 * perCent) / MEBI));
    }

    /** Reads {@code 8GB}, {@code 512MiB} or {@code 60%}; nothing when it is none of these, or too little, or more than all. */
    public static Optional<EngineMemory> parse(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double number = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        if (unit.equals("%")) {
            return number > 0 && number <= 100 ? Optional.of(share(number)) : Optional.empty();
        }
        boolean binary = unit.contains("I");
        double bytes = number * Math.pow(binary ? 1024 : 1000, "KMGT".indexOf(unit.charAt(0)) + 1.0);
        long mebibytes = (long) (bytes / MEBI);
        return mebibytes < LEAST ? Optional.empty() : Optional.of(new EngineMemory(mebibytes));
    }

    /** As the engine reads it, such as {@code 8192MiB}. */
    public String text() {
        return mebibytes + "MiB";
    }
}
