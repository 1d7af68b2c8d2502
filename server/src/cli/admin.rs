//! `herald admin`: the first administrator, and a way back in.

use super::ACTOR;
use crate::{clock::SystemClock, config::Config, http::sign_in::NAME_MAX, password, wiring};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use herald_domain::{
    audit::Activity,
    ids::TenantId,
    role::{BUILT_IN, BuiltIn},
    time::Clock,
};
use herald_store::{NewAdministrator, NewUser, Store};
use std::io::{BufRead, IsTerminal};

#[derive(Subcommand)]
pub enum Admin {
    /// Make an administrator, or give an imported user a role and a password.
    Create(Create),
    /// Set a new password; ends all of that person's sessions.
    ResetPassword(Account),
}

#[derive(Args)]
pub struct Account {
    /// User principal name, such as anna@example.org.
    user: String,
    /// Read the password from the first line of standard input instead of making one up.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct Create {
    #[command(flatten)]
    account: Account,
    /// Name to show; the part before the @ unless given.
    #[arg(long)]
    name: Option<String>,
    /// A built-in role: Administrator, "Help Desk Operator", "Read Only Operator" or "Role Administrator".
    #[arg(long, default_value = "Administrator")]
    role: String,
}

impl Admin {
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let store = wiring::open_store(config).await?;
        let done = match self {
            Self::Create(create) => create.run(&store).await,
            Self::ResetPassword(account) => account.set_password(&store, Activity::PasswordReset).await,
        };
        store.close().await;
        done
    }
}

impl Create {
    async fn run(self, store: &Store) -> anyhow::Result<()> {
        let upn = self.account.user.trim();
        if !upn.contains('@') {
            bail!("a user principal name looks like anna@example.org");
        }
        if upn.len() > NAME_MAX {
            bail!(
                "a user principal name can have {NAME_MAX} bytes, so that it can sign in; this one has {}",
                upn.len()
            );
        }
        let role = built_in(&self.role)?;
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        self.account.check_enabled(store, &tenant).await?;
        let name = self.name.unwrap_or_else(|| upn.split('@').next().unwrap_or(upn).to_owned());
        let password = self.account.password()?;
        let new = NewAdministrator {
            user: NewUser::new(upn, &name),
            role: role.id.parse().expect("a built-in role's id is an id"),
            assignment: format!("{} ({ACTOR})", role.name),
            hash: password::hash(&password),
        };
        store.create_administrator(&tenant, new, now, ACTOR).await?;
        self.account.announce(&password);
        Ok(())
    }
}

impl Account {
    async fn set_password(&self, store: &Store, activity: Activity) -> anyhow::Result<()> {
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        let Some(user) = store.user_by_upn(&tenant, self.user.trim()).await? else {
            bail!("there is no user {}", self.user.trim());
        };
        self.check_enabled(store, &tenant).await?;
        let password = self.password()?;
        store.set_password(&tenant, &user, &password::hash(&password), now, activity, ACTOR).await?;
        self.announce(&password);
        Ok(())
    }

    /// Whom the directory has disabled cannot sign in, whatever their password.
    async fn check_enabled(&self, store: &Store, tenant: &TenantId) -> anyhow::Result<()> {
        let user = self.user.trim();
        if store.is_disabled(tenant, user).await? {
            bail!(
                "{user} is disabled in the directory and could not sign in; enable the account there, import again, and \
                 then repeat this command"
            );
        }
        Ok(())
    }

    /// The one from standard input, or one that is made up; strong enough either way.
    fn password(&self) -> anyhow::Result<String> {
        let password = if self.password_stdin { read_password()? } else { make_up() };
        password::check_strength(&password)?;
        Ok(password)
    }

    /// Shows a password that was made up; whoever chose one knows it.
    fn announce(&self, password: &str) {
        let user = self.user.trim();
        if self.password_stdin {
            println!("The password of {user} is set.");
        } else {
            println!("The password of {user} is {password}");
        }
    }
}

fn built_in(name: &str) -> anyhow::Result<BuiltIn> {
    match BUILT_IN.iter().find(|role| role.name.eq_ignore_ascii_case(name)) {
        Some(role) => Ok(*role),
        None => {
            bail!("no built-in role is called {name:?}; there are {}", BUILT_IN.map(|r| r.name).join(", "))
        }
    }
}

fn read_password() -> anyhow::Result<String> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        eprintln!("Type the password and press Enter (it will be visible):");
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line).context("cannot read the password")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// 20 characters from an alphabet without look-alikes: about 98 bits.
fn make_up() -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz23456789-";
    let mut bytes = [0; 20];
    aws_lc_rs::rand::fill(&mut bytes).expect("the system has randomness");
    bytes.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_password_is_strong_enough_and_never_the_same() {
        assert!(password::check_strength(&make_up()).is_ok());
        assert_ne!(make_up(), make_up());
    }

    #[test]
    fn an_unknown_role_is_refused_with_the_known_ones() {
        let message = built_in("Emperor").unwrap_err().to_string();
        assert!(message.contains("Help Desk Operator"), "{message}");
        assert_eq!(built_in("administrator").unwrap().name, "Administrator");
    }
}
