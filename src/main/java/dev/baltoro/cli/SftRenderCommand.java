package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.data.shard.ConversationEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.FolderTemplate;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro sft render`: what each record of a file becomes.
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what fine-tuning makes of each record of a file: a JSON line each, with its token"
                    + " ids and which of them carry loss, or why it is not trained on.",
            "With --pack, the rows that the records are packed into come last, in one line."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro sft render chats.jsonl --tokenizer runs/quickstart/model --context 512")
final class SftRenderCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "a file of conversations")
    private Path file;

    @Option(
            names = "--tokenizer",
            required = true,
            paramLabel = "DIR",
            description = "a model's folder, or a tokenizer's folder or file")
    private Path tokenizer;

    @Option(
            names = "--context",
            paramLabel = "N",
            description = "most tokens of a conversation, and tokens of a row (default: no limit)")
    private int context = Integer.MAX_VALUE;

    @Option(names = "--pack", description = "pack the records into rows; needs --context")
    private boolean pack;

    @Override
    public void run() {
        if (context < 1 || (pack && context == Integer.MAX_VALUE)) {
            throw new ParameterException(
                    spec.commandLine(), "--context is 1 or more, and --pack needs it");
        }
        if (!Files.isRegularFile(file)) {
            throw new Failure(file + " is not a file: name a file of conversations");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            ChatTemplate template =
                    Files.isDirectory(tokenizer)
                            ? FolderTemplate.of(tokenizer).codec()
                            : ChatTemplate.K2;
            ConversationEncoder encoder =
                    new ConversationEncoder(Tokenizer.load(tokenizer), template, context);
            RenderedRecords records = new RenderedRecords(encoder, pack, out::println);
            new SourceFiles(file, ReadingOptions.wholeRecords()).read(records);
            records.finish(context);
            out.flush();
        } catch (DataException e) {
            throw new Failure(e.line(), e);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }
}
