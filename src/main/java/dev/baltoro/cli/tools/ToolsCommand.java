package dev.baltoro.cli.tools;

import picocli.CommandLine.Command;

/// `baltoro tools`: what other servers' tools are.
@Command(
        name = "tools",
        mixinStandardHelpOptions = true,
        description = "Collects the tools of MCP servers, and files of such tools.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ToolsCollectCommand.class},
        footer = {
            "",
            "Example:",
            "  baltoro tools collect --mcp \"npx -y @modelcontextprotocol/server-memory\" --out tools"
        })
public final class ToolsCommand {}
