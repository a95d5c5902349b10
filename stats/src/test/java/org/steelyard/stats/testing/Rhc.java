package org.steelyard.stats.testing;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.stats.linear.DesignMatrix;

/** Right heart catheterisation: the covariates of the reference script, with its reference levels. */
public final class Rhc {

    private static final List<String> YES_NO =
            List.of("resp", "card", "neuro", "gastr", "renal", "meta", "hema", "seps", "trauma", "ortho");
    private static final List<String> HISTORY = List.of(
            "cardiohx",
            "chfhx",
            "dementhx",
            "psychhx",
            "chrpulhx",
            "renalhx",
            "liverhx",
            "gibledhx",
            "malighx",
            "immunhx",
            "transhx",
            "amihx");
    private static final List<String> PHYSIOLOGY = List.of(
            "das2d3pc",
            "surv2md1",
            "aps1",
            "scoma1",
            "wtkilo1",
            "temp1",
            "meanbp1",
            "resp1",
            "hrt1",
            "pafi1",
            "paco21",
            "ph1",
            "wblc1",
            "hema1",
            "sod1",
            "pot1",
            "crea1",
            "bili1",
            "alb1");

    public final Csv csv;
    public final double[] treated;
    public final double[] died;
    public final double[] days;
    public final List<String> terms = new ArrayList<>();
    public final double[][] covariates;

    private Rhc(Csv csv) {
        this.csv = csv;
        treated = csv.indicator("swang1", "RHC");
        died = csv.indicator("dth30", "Yes");
        days = csv.numbers("t3d30");
        List<double[]> columns = new ArrayList<>();
        numeric(columns, "age");
        indicator(columns, "female", "sex", "Female");
        factor(columns, "race", "white");
        numeric(columns, "edu");
        factor(columns, "income", "Under $11k");
        factor(columns, "ninsclas", "Private");
        factor(columns, "cat1", "ARF");
        factor(columns, "cat2", "");
        factor(columns, "ca", "No");
        indicator(columns, "dnr1", "dnr1", "Yes");
        HISTORY.forEach(name -> numeric(columns, name));
        YES_NO.forEach(name -> indicator(columns, name, name, "Yes"));
        PHYSIOLOGY.forEach(name -> numeric(columns, name));
        covariates = columns.toArray(double[][]::new);
    }

    public static Rhc load() {
        return new Rhc(Shared.csv("data/rhc/rhc.csv"));
    }

    private void numeric(List<double[]> columns, String name) {
        terms.add(name);
        columns.add(csv.numbers(name));
    }

    private void indicator(List<double[]> columns, String term, String column, String value) {
        terms.add(term);
        columns.add(csv.indicator(column, value));
    }

    private void factor(List<double[]> columns, String name, String reference) {
        for (String level : csv.levels(name)) {
            if (!level.equals(reference) && !level.equals("NA")) {
                indicator(columns, name + level, name, level);
            }
        }
    }

    /** Intercept and covariates: the propensity model. */
    public DesignMatrix propensityDesign() {
        return DesignMatrix.withIntercept(terms, covariates);
    }

    /** Intercept, treatment ("A") and covariates: the outcome model. */
    public DesignMatrix outcomeDesign() {
        return DesignMatrix.withIntercept(withTreatment(), columnsWithTreatment());
    }

    /** Treatment ("A") and covariates without intercept, for a Cox model. */
    public DesignMatrix coxDesign() {
        return DesignMatrix.of(withTreatment(), columnsWithTreatment());
    }

    private List<String> withTreatment() {
        List<String> names = new ArrayList<>(List.of("A"));
        names.addAll(terms);
        return names;
    }

    private double[][] columnsWithTreatment() {
        double[][] columns = new double[covariates.length + 1][];
        columns[0] = treated;
        System.arraycopy(covariates, 0, columns, 1, covariates.length);
        return columns;
    }
}
