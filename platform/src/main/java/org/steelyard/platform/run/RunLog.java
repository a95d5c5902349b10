package org.steelyard.platform.run;

import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the program of a run says, as people may read it: no folder of this server is named. */
final class RunLog {

    /**
     * The folders before the last name of an absolute path. A path begins where no word, address or other path goes on; addresses of
     * the web are left alone.
     */
    private static final Pattern FOLDERS = Pattern.compile(
            "(?<![\\p{L}\\p{N}_/:.~-])(?:[A-Za-z]:\\\\|/)(?:[^\\s/\\\\:;,，；：。、\"'“”()（）\\[\\]]+[/\\\\])+");
    /** Words of the virtual machine about itself. */
    private static final String MACHINE = "WARNING";

    private RunLog() {}

    static boolean isSaid(String line) {
        return !line.startsWith(MACHINE);
    }

    /** @param place the folder of the run: names within it stay whole */
    static String clean(String line, Path place) {
        return FOLDERS.matcher(line.replace(place + File.separator, "")).replaceAll("");
    }
}
