//! `herald admin`: the first administrator, and a way back in.

use super::ACTOR;
use crate::{clock::SystemClock, config::Config, password, wiring};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use herald_domain::{
    audit::Activity,
    permission::Scope,
    role::{BUILT_IN, BuiltIn},
    time::Clock,
};
use herald_store::{AssignmentMembers, Import, NewUser, Store};
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
        let role = built_in(&self.role)?;
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        if store.user_by_upn(&tenant, upn).await?.is_none() {
            let name = self.name.unwrap_or_else(|| upn.split('@').next().unwrap_or(upn).to_owned());
            let user = NewUser::new(upn, &name);
            store
                .import(&tenant, Import { users: vec![user], ..Import::default() }, now, false, ACTOR)
                .await?;
        }
        let user = store.user_by_upn(&tenant, upn).await?.context("the user was not stored")?;
        let role_id = role.id.parse().expect("a built-in role's id is an id");
        let members = AssignmentMembers { users: vec![user], groups: Vec::new() };
        store.assign(&tenant, &role_id, &format!("{} ({ACTOR})", role.name), members, Scope::All).await?;
        self.account.set_password(store, Activity::AdministratorCreated).await
    }
}

impl Account {
    async fn set_password(&self, store: &Store, activity: Activity) -> anyhow::Result<()> {
        let now = SystemClock.now();
        let tenant = store.ensure_tenant(wiring::TENANT, now).await?;
        let Some(user) = store.user_by_upn(&tenant, self.user.trim()).await? else {
            bail!("there is no user {}", self.user.trim());
        };
        let (chosen, made_up) =
            if self.password_stdin { (read_password()?, false) } else { (make_up(), true) };
        password::check_strength(&chosen)?;
        store.set_password(&tenant, &user, &password::hash(&chosen), now, activity, ACTOR).await?;
        if made_up {
            println!("The password of {} is {chosen}", self.user.trim());
        } else {
            println!("The password of {} is set.", self.user.trim());
        }
        Ok(())
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
