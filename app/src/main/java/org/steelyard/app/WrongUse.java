package org.steelyard.app;

import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine;

/** What was wrong with a command line, in both languages. */
final class WrongUse {

    private static final Text SEE_HELP = Text.of("对照下面的用法改正。", "Correct it after the usage below.");

    private WrongUse() {}

    static SteelyardException of(CommandLine.ParameterException failure) {
        return switch (failure) {
            case CommandLine.UnmatchedArgumentException e -> unmatched(e);
            case CommandLine.MissingParameterException e -> missing(e);
            default -> badValue(failure);
        };
    }

    private static SteelyardException unmatched(CommandLine.UnmatchedArgumentException failure) {
        String first = failure.getUnmatched().getFirst();
        String guess = failure.getSuggestions().stream()
                .filter(near -> near.regionMatches(0, first, 0, 2))
                .findFirst()
                .orElse("");
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(String.join(" ", failure.getUnmatched())),
                Text.of(
                        "没有这个命令、选项或参数。" + (guess.isEmpty() ? "" : "是否想写 " + guess + "？"),
                        "There is no such command, option or argument."
                                + (guess.isEmpty() ? "" : " Did you mean " + guess + "?")),
                SEE_HELP);
    }

    private static SteelyardException missing(CommandLine.MissingParameterException failure) {
        String names = failure.getMissing().stream()
                .map(WrongUse::name)
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(names),
                Text.of("缺少必需的参数。", "A required argument is missing."),
                SEE_HELP);
    }

    private static SteelyardException badValue(CommandLine.ParameterException failure) {
        CommandLine.Model.ArgSpec option = failure.getArgSpec();
        String name = option == null ? "" : name(option);
        String label = option == null ? "" : option.paramLabel();
        Text allowed = label.equals("N") ? Text.of("整数", "a whole number") : Text.same(label);
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(name),
                Text.of("取值不被允许；允许：" + allowed.zh() + "。", "The value is not allowed; allowed: " + allowed.en() + "."),
                SEE_HELP);
    }

    private static String name(CommandLine.Model.ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
