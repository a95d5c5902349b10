package org.steelyard.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Median of several runs after one that does not count.
 *
 * @param wall seconds on the clock
 * @param cpu seconds of processor time of all threads
 */
record Timing(double wall, double cpu) {

    private static final double NANO = 1e9;

    static Timing of(int repeats, Runnable work) {
        work.run();
        return measured(repeats, work);
    }

    private static Timing measured(int repeats, Runnable work) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double[] wall = new double[repeats];
        double[] cpu = new double[repeats];
        for (int i = 0; i < repeats; i++) {
            long cpuBefore = system.getProcessCpuTime();
            long before = System.nanoTime();
            work.run();
            wall[i] = (System.nanoTime() - before) / NANO;
            cpu[i] = (system.getProcessCpuTime() - cpuBefore) / NANO;
        }
        return new Timing(median(wall), median(cpu));
    }

    /** Long work, without a run that does not count. */
    static Timing once(Runnable work) {
        return measured(1, work);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
    }
}
