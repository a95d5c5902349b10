package org.steelyard.app;

import org.steelyard.kernel.Text;

/** While it is open, Ctrl-C or a request to end is answered with what the command leaves behind and how to go on. */
final class Interruption implements AutoCloseable {

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** @param again what the same command does when it is run again */
    static Interruption tell(Progress progress, Text again) {
        Thread hook = new Thread(
                () -> progress.say(Text.of(
                        "已中断，结果不完整；写到一半的表不会被当作完整的。同一命令再次运行" + again.zh() + "。",
                        "Interrupted: the results are not complete. No table that was half written is taken for whole. The"
                                + " same command, run again, " + again.en() + ".")),
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the program is already ending, and the hook speaks
        }
    }
}
