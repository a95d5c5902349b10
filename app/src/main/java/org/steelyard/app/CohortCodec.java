package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Path;
import org.steelyard.app.store.Codec;
import org.steelyard.cohort.AnalysisTableFile;
import org.steelyard.cohort.Cohort;

/** Keeps a cohort in the cohort room's own file form. */
final class CohortCodec implements Codec<Cohort> {

    @Override
    public void write(Cohort cohort, Path file) throws IOException {
        AnalysisTableFile.write(file, cohort);
    }

    @Override
    public Cohort read(Path file) throws IOException {
        return AnalysisTableFile.read(file);
    }
}
