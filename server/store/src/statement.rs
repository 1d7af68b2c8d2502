//! Building a statement: numbered parameters, common tables, and the scope of a permit (B28).

use crate::{Result, Store, dialect::Dialect, row::Fields};
use herald_domain::{
    ids::{GroupId, TenantId},
    permission::{Permit, ReadDevices, Scope},
};
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Type, any::AnyArguments, query::Query};

/// So many people have more devices than are gathered one by one.
pub(crate) const MANY: u64 = 2_000;

/// A statement in the making. Its first parameter, `$1`, is always the tenant. Only text of this crate becomes part
/// of the SQL; every value is a parameter.
pub(crate) struct Statement {
    pub dialect: Dialect,
    tables: Vec<String>,
    arguments: AnyArguments,
    parameters: usize,
    scoped: bool,
}

pub(crate) type Ready = Query<'static, Any, AnyArguments>;

impl Statement {
    /// Without a scope.
    pub fn new(dialect: Dialect, tenant: &TenantId) -> Self {
        let mut statement = Self {
            dialect,
            tables: Vec::new(),
            arguments: AnyArguments::default(),
            parameters: 0,
            scoped: false,
        };
        statement.value(tenant.as_str());
        statement
    }

    /// With the tables `scope_groups`, `scope_users` and `scope_devices`, if the permit does not hold everywhere: the
    /// groups that it names, what is nested in them at any depth, their users, and those users' devices.
    pub fn within<A>(dialect: Dialect, permit: &Permit<A>) -> Self {
        let mut statement = Self::new(dialect, permit.tenant());
        if let Scope::Groups(groups) = permit.scope() {
            statement.scoped = true;
            let named = statement.group_list(groups);
            statement.closure("scope", &named);
            let theirs = |column: &str| {
                format!(
                    "SELECT d.id FROM scope_users s CROSS JOIN devices d WHERE d.tenant = $1 AND d.{column} = s.id"
                )
            };
            let (enrolled, used) = (theirs("enrolled_by_id"), theirs("primary_user_id"));
            statement.table(format!("scope_devices(id) AS ({enrolled} UNION {used})"));
        }
        statement
    }

    /// Adds the tables `{name}_groups` and `{name}_users`: the tenant's groups among `start`, what is nested in them at
    /// any depth (UNION ends cycles), and the users in all of those, each once (B9).
    ///
    /// CROSS JOIN is how SQLite is told to begin at the left; PostgreSQL makes nothing of it.
    pub fn closure(&mut self, name: &str, start: &str) {
        self.table(format!(
            "{name}_groups(id) AS (SELECT g.id FROM groups g WHERE g.tenant = $1 AND g.id IN ({start}) UNION \
             SELECT m.member_id FROM {name}_groups c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'group')"
        ));
        self.table(format!(
            "{name}_users(id) AS (SELECT DISTINCT m.member_id FROM {name}_groups c CROSS JOIN memberships m \
             WHERE m.tenant = $1 AND m.group_id = c.id AND m.kind = 'user')"
        ));
    }

    /// A condition: this column's user or device (`kind`) is a member of one of the groups in `{name}_groups`.
    ///
    /// Asked of each row that is met, it looks into the few groups of that member and not at the many members of those
    /// groups, which nobody has to gather for it.
    pub fn is_member(&self, name: &str, kind: &str, column: &str) -> String {
        let group = self.dialect.unindexed("m.group_id");
        format!(
            "EXISTS (SELECT 1 FROM memberships m WHERE m.tenant = $1 AND m.kind = '{kind}' AND m.member_id = {column} \
             AND {group} IN (SELECT id FROM {name}_groups))"
        )
    }

    /// Adds a common table.
    pub fn table(&mut self, definition: String) {
        self.tables.push(definition);
    }

    /// Adds a parameter and answers how the SQL names it.
    pub fn value<'t, T: Encode<'t, Any> + Type<Any>>(&mut self, value: T) -> String {
        self.arguments.add(value).expect("text and numbers encode without fail");
        self.parameters += 1;
        format!("${}", self.parameters)
    }

    /// Adds one parameter for a whole list and answers a SELECT of its elements.
    pub fn list<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> String {
        let rows: Vec<[&str; 1]> = values.into_iter().map(|value| [value]).collect();
        let json = serde_json::to_string(&rows).expect("strings are JSON");
        let parameter = self.value(json);
        format!("SELECT r.value->>0 FROM {}", self.dialect.rows(&parameter))
    }

    pub fn group_list(&mut self, groups: &[GroupId]) -> String {
        self.list(groups.iter().map(GroupId::as_str))
    }

    /// A condition, with AND before it: this column's user is in scope.
    pub fn user_in_scope(&self, column: &str) -> String {
        if self.scoped { format!(" AND {}", self.is_member("scope", "user", column)) } else { String::new() }
    }
    pub fn group_in_scope(&self, column: &str) -> String {
        if self.scoped { format!(" AND {column} IN (SELECT id FROM scope_groups)") } else { String::new() }
    }
    /// For a row of devices called `d` that is found by other means.
    pub fn device_in_scope(&self) -> String {
        if self.scoped { self.device_of("scope") } else { String::new() }
    }
    /// The same by a permit beside the statement's own, which shows devices where that shows their people.
    pub fn device_seen_by(&mut self, permit: &Permit<ReadDevices>) -> String {
        let Scope::Groups(groups) = permit.scope() else { return String::new() };
        let named = self.group_list(groups);
        self.closure("seen", &named);
        self.device_of("seen")
    }
    fn device_of(&self, name: &str) -> String {
        let is_theirs = |column| self.is_member(name, "user", column);
        format!(" AND ({} OR {})", is_theirs("d.enrolled_by_id"), is_theirs("d.primary_user_id"))
    }
    /// A condition: this column is the id of a device in scope. For a permit that does not hold everywhere.
    pub fn id_of_device_in_scope(&self, column: &str) -> String {
        let in_scope = self.device_in_scope();
        format!("EXISTS (SELECT 1 FROM devices d WHERE d.tenant = $1 AND d.id = {column}{in_scope})")
    }
    /// FROM for a list of the devices in scope, called `d`; a WHERE has begun. `wide` is what [`Store::is_wide`] says:
    /// the devices of a few people are gathered first, those of many are looked for among all, and asked about.
    pub fn devices(&self, wide: bool) -> String {
        if self.scoped && !wide {
            "FROM scope_devices s CROSS JOIN devices d WHERE d.tenant = $1 AND d.id = s.id".to_owned()
        } else {
            format!("FROM devices d WHERE d.tenant = $1{}", self.device_in_scope())
        }
    }
    /// Whether the permit holds for some groups only.
    pub fn is_scoped(&self) -> bool {
        self.scoped
    }

    /// The statement, with its common tables before `body`.
    pub fn ready(self, body: &str) -> Ready {
        let sql = if self.tables.is_empty() {
            body.to_owned()
        } else {
            format!("WITH RECURSIVE {} {body}", self.tables.join(", "))
        };
        sqlx::query_with(AssertSqlSafe(sql), self.arguments)
    }
}

impl Store {
    /// Whether the permit holds for some groups only, which hold many people.
    pub(crate) async fn is_wide<A: Sync>(&self, permit: &Permit<A>) -> Result<bool> {
        let statement = Statement::within(self.dialect, permit);
        if !statement.scoped {
            return Ok(false);
        }
        let counted = statement
            .ready(&format!("SELECT COUNT(*) FROM (SELECT id FROM scope_users LIMIT {}) s", MANY + 1))
            .fetch_one(&self.of(permit.tenant()))
            .await?;
        Ok(Fields::of(&counted).count()? > MANY)
    }
}
