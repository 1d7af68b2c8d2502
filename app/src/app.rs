//! The app: what every page gets, and which page stands at which address.

use crate::prelude::*;
use crate::{
    layout::frame::Frame,
    pages::{
        audit::AuditPage, connectors::ConnectorsPage, custom_notifications::CustomNotificationsPage,
        deliveries::DeliveriesPage, delivery::DeliveryPage, device::DevicePage,
        device_actions::DeviceActionsPage, devices::DevicesPage, group::GroupPage, groups::GroupsPage,
        home::HomePage, kit::KitPage, not_found::NotFoundPage, phones::PhonesPage, role::RolePage,
        roles::RolesPage, search::SearchPage, sign_in::SignInPage, user::UserPage, users::UsersPage,
    },
};
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// Pages are rendered whole before the first byte goes out, so that they work without script and carry their status.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Pages/>
        </Router>
    }
}

#[component]
fn Pages() -> impl IntoView {
    view! {
        <Frame>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/devices") view=DevicesPage ssr=SsrMode::Async/>
                <Route path=path!("/devices/:id") view=DevicePage ssr=SsrMode::Async/>
                <Route path=path!("/device-actions") view=DeviceActionsPage ssr=SsrMode::Async/>
                <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async/>
                <Route path=path!("/users") view=UsersPage ssr=SsrMode::Async/>
                <Route path=path!("/users/:id") view=UserPage ssr=SsrMode::Async/>
                <Route path=path!("/groups") view=GroupsPage ssr=SsrMode::Async/>
                <Route path=path!("/groups/:id") view=GroupPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/custom-notifications") view=CustomNotificationsPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/delivery") view=DeliveriesPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/delivery/:id") view=DeliveryPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/audit") view=AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/roles") view=RolesPage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/roles/:id") view=RolePage ssr=SsrMode::Async/>
                <Route path=path!("/tenant/connectors") view=ConnectorsPage ssr=SsrMode::Async/>
                <Route path=path!("/demo/kit") view=KitPage ssr=SsrMode::Async/>
                <Route path=path!("/demo/phones") view=PhonesPage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Frame>
    }
}
