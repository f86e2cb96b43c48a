// The calls by the client of openapi-generator, go.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	minetally "github.com/GIT_USER_ID/GIT_REPO_ID"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	settings := minetally.NewConfiguration()
	settings.Servers = minetally.ServerConfigurations{{URL: os.Getenv("MINETALLY_SERVER")}}
	client := minetally.NewAPIClient(settings)
	bearing := func(token string) context.Context {
		return context.WithValue(context.Background(), minetally.ContextAccessToken, token)
	}
	staff := bearing(os.Getenv("MINETALLY_TOKEN"))

	wanted := minetally.NewEnrolmentRequest()
	wanted.SetTeam("T1")
	wanted.SetDevice("generated")
	code, _, err := client.DevicesAPI.CreateEnrolment(staff).EnrolmentRequest(*wanted).Execute()
	must(code, err)
	use := *minetally.NewEnrolRequest(code.Code)
	enrolled, _, err := client.ExchangeAPI.Enrol(context.Background()).EnrolRequest(use).Execute()
	must(enrolled, err)
	var mutation minetally.Mutation
	must(0, json.Unmarshal([]byte(os.Getenv("MINETALLY_MUTATION")), &mutation))
	request := *minetally.NewExchangeRequest([]minetally.Mutation{mutation})
	answer, _, err := client.ExchangeAPI.Sync(bearing(enrolled.Token)).ExchangeRequest(request).Execute()
	must(answer, err)
	finds, _, err := client.FindsAPI.ListFinds(staff).Limit(10).Execute()
	must(finds, err)
	report, _, err := client.ReportsAPI.WeeklyReport(staff).From("2022-08-15").To("2022-08-22").Execute()
	must(report, err)
	_, _, err = client.FindsAPI.GetFind(staff, "00000000-0000-4000-8000-000000000000").Execute()
	var refused *minetally.GenericOpenAPIError
	if !errors.As(err, &refused) {
		panic(err)
	}
	problem := refused.Model().(minetally.Problem)
	find := finds.Items[0]
	said := []any{answer.Results[0].Applied.Outcome, find.Marking, find.FoundOn, report.Total, problem.Type}
	fmt.Println(string(must(json.Marshal(said))))
}
