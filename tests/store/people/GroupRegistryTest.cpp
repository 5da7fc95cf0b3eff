#include "tests/store/people/PeopleFixture.h"

namespace gatehouse::people {
namespace {

class GroupRegistryTest : public PeopleTest
{
protected:
    Result<void> rename(const security::ActingOperator& actor, GroupId id, const QString& name)
    {
        Group group;
        group.id = id;
        group.name = name;
        const auto groups = m_groups.list(m_manager);
        for (const Group& stored : *groups) {
            if (stored.id == id)
                group.version = stored.version;
        }
        return m_groups.rename(actor, group);
    }
};

TEST_F(GroupRegistryTest, GroupsAreListedByNameWithTheirMembers)
{
    const GroupId staff = m_groups.add(m_manager, QStringLiteral("staff")).value();
    ASSERT_TRUE(m_groups.add(m_manager, QStringLiteral("Cleaning")));
    Person person = draft(QStringLiteral("A"));
    person.groups = { staff };
    ASSERT_TRUE(m_persons.add(m_manager, person));
    Vehicle vehicle = car(QStringLiteral("A1"));
    vehicle.groups = { staff };
    ASSERT_TRUE(m_vehicles.add(m_manager, vehicle));
    const auto groups = m_groups.list(m_attendant).value();
    ASSERT_EQ(groups.size(), 2);
    EXPECT_EQ(groups.front().name, QStringLiteral("Cleaning"));
    EXPECT_EQ(groups.back().persons, 1);
    EXPECT_EQ(groups.back().vehicles, 1);
}

TEST_F(GroupRegistryTest, ANameIsUsedOnceWhateverItsCase)
{
    const GroupId staff = m_groups.add(m_manager, QStringLiteral("Staff")).value();
    EXPECT_EQ(m_groups.add(m_manager, QStringLiteral(" STAFF ")).error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(m_groups.add(m_manager, QStringLiteral(" ")).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(rename(m_manager, staff, QStringLiteral("STAFF"))) << "its own name in another case";
    EXPECT_EQ(rename(m_manager, GroupId(99), QStringLiteral("X")).error().code, ErrorCode::NotFound);

    auto transaction = store::Transaction::begin(m_store.database());
    ASSERT_TRUE(transaction);
    EXPECT_EQ(m_groups.findOrAdd(*transaction, m_manager, QStringLiteral("staff")).value(), staff);
    EXPECT_NE(m_groups.findOrAdd(*transaction, m_manager, QStringLiteral("Night")).value(), staff);
}

TEST_F(GroupRegistryTest, ChangesNeedTheRightAndAreInTheTrail)
{
    const GroupId staff = m_groups.add(m_manager, QStringLiteral("Staff")).value();
    const auto guard = m_store.guard();
    EXPECT_EQ(m_groups.add(guard, QStringLiteral("X")).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(rename(guard, staff, QStringLiteral("X")).error().code, ErrorCode::PermissionDenied);
    EXPECT_EQ(m_groups.remove(guard, staff).error().code, ErrorCode::PermissionDenied);
    {
        auto transaction = store::Transaction::begin(m_store.database());
        ASSERT_TRUE(transaction);
        EXPECT_TRUE(m_groups.findOrAdd(*transaction, guard, QStringLiteral("Staff")));
        EXPECT_EQ(
            m_groups.findOrAdd(*transaction, guard, QStringLiteral("New")).error().code, ErrorCode::PermissionDenied);
    }
    ASSERT_TRUE(rename(m_manager, staff, QStringLiteral("Crew")));
    ASSERT_TRUE(m_groups.remove(m_manager, staff));
    EXPECT_EQ(m_groups.remove(m_manager, staff).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_store.auditActions(),
        (QStringList { QStringLiteral("group.add"), QStringLiteral("group.rename"), QStringLiteral("group.remove") }));
}

} // namespace
} // namespace gatehouse::people
