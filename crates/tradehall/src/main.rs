//! The program: command line, settings, wiring, jobs.

mod archive;
mod demo;
#[cfg(test)]
mod drills;
mod house;
mod invite;
mod jobs;
mod parts;
mod provider;
mod ranking;
mod serve;
mod settings;
mod upkeep;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;
use tradehall::server;

/// Tradehall: a trade zone's online service hall.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Where the settings are.
#[derive(Debug, clap::Args)]
struct Config {
    /// The settings file; docs/tradehall.example.toml explains it.
    #[arg(long, env = "TRADEHALL_CONFIG", default_value = "tradehall.toml")]
    config: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open a believable zone on this machine, with everybody outside it played.
    Demo(demo::Demo),
    /// Serve the hall in earnest.
    Serve(Config),
    /// Bring the tables up to date.
    Migrate(Config),
    /// Look whether database, files and journal are whole; says what is wrong and ends with 1.
    Verify(Config),
    /// Keep everything in one file: both databases as they are at one instant, and all files.
    Backup {
        #[command(flatten)]
        config: Config,
        /// The archive to write; it must not be there yet.
        file: PathBuf,
    },
    /// Read an archive into an empty database, of either kind.
    Restore {
        #[command(flatten)]
        config: Config,
        /// The archive to read.
        file: PathBuf,
    },
    /// What was published can be checked without the hall.
    #[command(subcommand)]
    Ranking(Ranking),
    /// What only whoever has this machine may do.
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Debug, Subcommand)]
enum Ranking {
    /// Calculate a downloaded ranking anew and say whether it agrees; ends with 1 when it does not.
    Recompute {
        /// The ranking's downloaded .xlsx file.
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
enum Admin {
    /// Print a link that offers an office for the whole zone: once, for a day.
    Invite {
        #[command(flatten)]
        config: Config,
        /// reviewer, system_admin, security_admin or audit_admin.
        #[arg(long, default_value = "security_admin")]
        role: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TRADEHALL_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match run(Line::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Demo(demo) => demo::run(demo).await,
        Command::Serve(config) => serve::run(&config.config).await,
        Command::Migrate(config) => upkeep::migrate(&config.config).await,
        Command::Verify(config) => upkeep::verify(&config.config).await,
        Command::Backup { config, file } => upkeep::backup(&config.config, &file).await,
        Command::Restore { config, file } => upkeep::restore(&config.config, &file).await,
        Command::Ranking(Ranking::Recompute { file }) => ranking::recompute(&file),
        Command::Admin(Admin::Invite { config, role }) => invite::run(&config.config, &role).await,
    }
}

/// Says why a command failed.
fn complain(error: &anyhow::Error) {
    eprintln!("tradehall: {error:#}");
}

/// Says something to whoever typed the command.
#[expect(clippy::print_stdout, reason = "the answer to a command")]
fn say(line: &str) {
    println!("{line}");
}
