package dev.baltoro.cli.tools;

import picocli.CommandLine.Command;

/// `baltoro tools`: tools of servers, and tools made of them.
@Command(
        name = "tools",
        mixinStandardHelpOptions = true,
        description =
                "Collects the tools of MCP servers and of files; says what they are about; makes many of few.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ToolsCollectCommand.class,
            ToolsClassifyCommand.class,
            ToolsEvolveCommand.class,
            ToolsBeltCommand.class
        },
        footer = {
            "",
            "Example:",
            "  baltoro tools collect --mcp \"npx -y @modelcontextprotocol/server-memory\" --out tools",
            "  baltoro tools evolve tools/tools.jsonl --count 20000 --out evolved"
        })
public final class ToolsCommand {}
