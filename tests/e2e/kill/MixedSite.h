#pragma once

#include "core/security/CarriedKeys.h"
#include "core/security/OpenSite.h"

#include <QString>

#include <memory>

namespace gatehouse::test {

// What the kill test and its worker agree on: a site of quick key derivation with two administrators, and a store of an
// older schema that is migrated.
struct MixedSite
{
    QString folder;

    [[nodiscard]] security::SitePaths paths() const { return { folder + QStringLiteral("/site") }; }
    [[nodiscard]] QString shelf() const { return folder + QStringLiteral("/shelf"); }
    [[nodiscard]] QString oldStore() const { return folder + QStringLiteral("/old.store"); }

    void create() const;
    [[nodiscard]] Result<std::unique_ptr<security::OpenSite>> open(const Clock& clock) const;
    // What opens a backup whatever re-keys came since.
    [[nodiscard]] static security::CarriedSecret secretOfThen();
    [[nodiscard]] Result<security::Approval> approve(
        security::OpenSite& site, const security::Proposal& proposal) const;

    // A store of schema 4 with so many events and pictures.
    static constexpr int OldSchema = 4;
    void createOldStore(int events) const;
    [[nodiscard]] Result<std::unique_ptr<store::Database>> openOldStore() const;
};

} // namespace gatehouse::test
