package io.wordtide.pytorch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/**
 * Obeys one command a line on standard input, and answers each with a line: {@code elbo}, with the number; {@code learn},
 * with {@code learned}. Ends with the input.
 */
public final class Main {

    private Main() {}

    /** @param args the file of the {@link Problem}; number of threads */
    public static void main(String[] args) throws IOException {
        torch.set_num_threads(Integer.parseInt(args[1]));
        TorchLearner learner = new TorchLearner(Problem.read(Path.of(args[0])));
        try (BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                System.out.println(answer(learner, command));
            }
        }
    }

    private static String answer(TorchLearner learner, String command) {
        return switch (command) {
            case "elbo" -> Double.toString(learner.elbo());
            case "learn" -> {
                learner.learn();
                yield "learned";
            }
            default -> throw new IllegalArgumentException("expected the command elbo or learn, found " + command);
        };
    }
}
